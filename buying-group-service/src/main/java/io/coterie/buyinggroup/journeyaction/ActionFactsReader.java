package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.GroupRulesReader;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.buyinggroup.stage.StageModels;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.platform.conditions.PersonFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what a batch of actions is decided with; a few queries, and one per interest they name. */
@ApplicationScoped
class ActionFactsReader {

    private final ActionSettlement settlement;
    private final GroupStatements groups;
    private final SolutionInterests interests;
    private final GroupRulesReader rules;
    private final StageModels stages;
    private final People people;
    private final ToComeReader toCome;

    ActionFactsReader(
            ActionSettlement settlement,
            GroupStatements groups,
            SolutionInterests interests,
            GroupRulesReader rules,
            StageModels stages,
            People people,
            ToComeReader toCome) {
        this.settlement = settlement;
        this.groups = groups;
        this.interests = interests;
        this.rules = rules;
        this.stages = stages;
        this.people = people;
        this.toCome = toCome;
    }

    Uni<ActionFacts> read(SqlConnection connection, int sandboxId, List<PendingAction> actions, Instant now) {
        return present(connection, sandboxId, actions, now)
                .chain(facts -> toCome.read(connection, sandboxId, withoutGroup(facts, actions))
                        .map(facts::with));
    }

    private Uni<ActionFacts> present(
            SqlConnection connection, int sandboxId, List<PendingAction> actions, Instant now) {
        Set<String> accounts = new TreeSet<>();
        actions.forEach(pending -> accounts.add(pending.action().accountKey()));
        return settlement
                .settled(connection, sandboxId, actions)
                .chain(settled -> interests(connection, sandboxId, actions)
                        .chain(named -> groups.ofAccounts(connection, sandboxId, accounts)
                                .chain(found -> concerned(connection, sandboxId, actions, accounts, now)
                                        .chain(concerned ->
                                                facts(connection, sandboxId, settled, named, found, concerned)))));
    }

    private Uni<Concerned> concerned(
            SqlConnection connection, int sandboxId, List<PendingAction> actions, Set<String> accounts, Instant now) {
        return people.ofAccounts(connection, sandboxId, accounts, now)
                .map(ActionFactsReader::keys)
                .chain(ofAccounts -> people.gone(connection, sandboxId, named(actions))
                        .map(gone -> new Concerned(ofAccounts, gone)));
    }

    /** Keys of the accounts' people, and those whom the actions name and no account has. */
    private record Concerned(Map<String, Set<String>> ofAccounts, GonePeople gone) {}

    /** The people whom the actions are about. */
    private static Set<String> named(List<PendingAction> actions) {
        Set<String> named = new TreeSet<>();
        for (PendingAction pending : actions) {
            String person = pending.action().personKey();
            if (person != null) {
                named.add(person);
            }
        }
        return named;
    }

    private static List<PendingAction> withoutGroup(ActionFacts facts, List<PendingAction> actions) {
        return actions.stream().filter(facts::lackGroup).toList();
    }

    private Uni<ActionFacts> facts(
            SqlConnection connection,
            int sandboxId,
            Set<UUID> settled,
            Map<String, SolutionInterest> named,
            List<BuyingGroup> found,
            Concerned concerned) {
        return rules.of(connection, sandboxId, named.values(), found)
                .chain(ruled -> stages.graphs(connection, sandboxId, versions(named.values()))
                        .map(graphs -> new ActionFacts(
                                settled,
                                asCalled(named, ruled),
                                graphs,
                                found,
                                concerned.ofAccounts(),
                                concerned.gone(),
                                ToCome.NOTHING)));
    }

    private static Set<StageVersion> versions(Collection<SolutionInterest> interests) {
        return interests.stream()
                .map(interest -> interest.stages().version())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Map<String, InterestRules> asCalled(
            Map<String, SolutionInterest> named, Map<UUID, InterestRules> ruled) {
        Map<String, InterestRules> byName = new HashMap<>();
        named.forEach((called, interest) -> byName.put(called, Objects.requireNonNull(ruled.get(interest.id()))));
        return byName;
    }

    private Uni<Map<String, SolutionInterest>> interests(
            SqlConnection connection, int sandboxId, List<PendingAction> actions) {
        Set<String> called = new TreeSet<>();
        actions.forEach(pending -> called.add(pending.interest()));
        Uni<Map<String, SolutionInterest>> named = Uni.createFrom().item(new HashMap<>());
        for (String idOrName : called) {
            named = named.chain(known -> interests
                    .find(connection, sandboxId, idOrName)
                    .invoke(found -> found.ifPresent(interest -> known.put(idOrName, interest)))
                    .replaceWith(known));
        }
        return named;
    }

    private static Map<String, Set<String>> keys(Map<String, List<PersonFacts>> people) {
        Map<String, Set<String>> keys = new HashMap<>();
        people.forEach((account, persons) ->
                keys.put(account, persons.stream().map(PersonFacts::key).collect(Collectors.toSet())));
        return keys;
    }
}

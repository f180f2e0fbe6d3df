package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.GroupRulesReader;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.buyinggroup.stage.StageModels;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.platform.conditions.PersonFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
    private final GroupStore groups;
    private final SolutionInterests interests;
    private final RolesTemplates templates;
    private final GroupRulesReader rules;
    private final StageModels stages;
    private final People people;
    private final ToComeReader toCome;

    ActionFactsReader(
            ActionSettlement settlement,
            GroupStore groups,
            SolutionInterests interests,
            RolesTemplates templates,
            GroupRulesReader rules,
            StageModels stages,
            People people,
            ToComeReader toCome) {
        this.settlement = settlement;
        this.groups = groups;
        this.interests = interests;
        this.templates = templates;
        this.rules = rules;
        this.stages = stages;
        this.people = people;
        this.toCome = toCome;
    }

    Uni<ActionFacts> read(SqlConnection connection, int sandboxId, List<PendingAction> actions, Instant now) {
        // Before the accounts' people: whoever arrives in between is one of them, and not a stranger for good.
        return people.unknown(connection, sandboxId, named(actions))
                .chain(unknown -> present(connection, sandboxId, actions, now)
                        .chain(facts -> toCome.read(connection, sandboxId, withoutGroup(facts, actions), unknown)
                                .map(facts::with)));
    }

    private Uni<ActionFacts> present(
            SqlConnection connection, int sandboxId, List<PendingAction> actions, Instant now) {
        Set<String> accounts = new TreeSet<>();
        actions.forEach(pending -> accounts.add(pending.action().accountKey()));
        return settlement
                .settled(connection, sandboxId, actions)
                .chain(settled -> interests(connection, sandboxId, actions)
                        .chain(named -> groups.ofAccounts(connection, sandboxId, accounts)
                                .chain(found -> people.ofAccounts(connection, sandboxId, accounts, now)
                                        .map(ActionFactsReader::keys)
                                        .chain(keys -> facts(connection, sandboxId, settled, named, found, keys)))));
    }

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

    /** The accounts that have not each group that the actions are about. */
    private static Set<String> withoutGroup(ActionFacts facts, List<PendingAction> actions) {
        return actions.stream()
                .filter(facts::lackGroup)
                .map(pending -> pending.action().accountKey())
                .collect(Collectors.toSet());
    }

    private Uni<ActionFacts> facts(
            SqlConnection connection,
            int sandboxId,
            Set<UUID> settled,
            Map<String, SolutionInterest> named,
            List<BuyingGroup> found,
            Map<String, Set<String>> keys) {
        Set<UUID> templateIds =
                named.values().stream().map(SolutionInterest::templateId).collect(Collectors.toSet());
        Set<StageVersion> versions = named.values().stream()
                .map(interest -> interest.stages().version())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return templates
                .compiled(connection, sandboxId, templateIds)
                .chain(compiled -> rules.read(connection, sandboxId, named.values(), compiled, found)
                        .chain(held -> stages.graphs(connection, sandboxId, versions)
                                .map(graphs -> new ActionFacts(
                                        settled, named, compiled, held, graphs, found, keys, ToCome.NOTHING))));
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

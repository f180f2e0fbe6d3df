package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.WantedGroups;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.GroupRulesReader;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.coterie.platform.conditions.PersonFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the facts of a batch of accounts; a fixed number of queries, however many accounts. */
@ApplicationScoped
class BuildFactsReader {

    private final WantedGroups wanted;
    private final GroupStatements groups;
    private final GroupRulesReader rules;
    private final ConversionFacts.Reader conversions;
    private final People people;

    BuildFactsReader(
            WantedGroups wanted,
            GroupStatements groups,
            GroupRulesReader rules,
            ConversionFacts.Reader conversions,
            People people) {
        this.wanted = wanted;
        this.groups = groups;
        this.rules = rules;
        this.conversions = conversions;
        this.people = people;
    }

    Uni<BuildFacts> read(SqlConnection connection, int sandboxId, Set<String> accountKeys, Instant now) {
        return wanted.of(connection, sandboxId, accountKeys)
                .chain(asked -> groups.ofAccounts(connection, sandboxId, accountKeys)
                        .map(BuildFactsReader::byAccount)
                        .chain(existing -> read(connection, sandboxId, asked, existing, now)));
    }

    /** Most accounts of a bulk load have no group and want none; nothing more is read for those. */
    private Uni<BuildFacts> read(
            SqlConnection connection,
            int sandboxId,
            Map<String, Map<UUID, UUID>> wanted,
            Map<String, Map<UUID, BuyingGroup>> existing,
            Instant now) {
        Set<String> concerned = new TreeSet<>(wanted.keySet());
        concerned.addAll(existing.keySet());
        if (concerned.isEmpty()) {
            return Uni.createFrom().item(BuildFacts.NONE);
        }
        List<BuyingGroup> all = existing.values().stream()
                .flatMap(byInterest -> byInterest.values().stream())
                .toList();
        return rules.byIds(connection, sandboxId, interestIds(wanted, existing), all)
                .chain(interests -> conversions
                        .read(connection, sandboxId, all)
                        .chain(made -> people(
                                        connection, sandboxId, concerned, eventTypes(interests.values()), existing, now)
                                .map(persons -> new BuildFacts(
                                        wanted,
                                        existing,
                                        interests,
                                        made,
                                        persons.accounts(),
                                        persons.people(),
                                        persons.gone()))));
    }

    private static Set<UUID> interestIds(
            Map<String, Map<UUID, UUID>> wanted, Map<String, Map<UUID, BuyingGroup>> existing) {
        Set<UUID> interestIds = new HashSet<>();
        wanted.values().forEach(byInterest -> interestIds.addAll(byInterest.keySet()));
        existing.values().forEach(byInterest -> interestIds.addAll(byInterest.keySet()));
        return interestIds;
    }

    /** What people did is read as far as somebody asks. */
    private static Set<String> eventTypes(Collection<InterestRules> interests) {
        return interests.stream()
                .flatMap(known -> known.template().eventTypes().stream())
                .collect(Collectors.toSet());
    }

    private Uni<Persons> people(
            SqlConnection connection,
            int sandboxId,
            Set<String> accountKeys,
            Set<String> eventTypes,
            Map<String, Map<UUID, BuyingGroup>> existing,
            Instant now) {
        return people.accounts(connection, sandboxId, accountKeys)
                .chain(accounts -> people.ofAccounts(connection, sandboxId, accountKeys, now)
                        .chain(present -> people.withEvents(connection, sandboxId, present, eventTypes, now))
                        .chain(present -> people.gone(connection, sandboxId, absent(existing, present))
                                .map(gone -> new Persons(accounts, present, gone))));
    }

    /** Members, and whoever else somebody or a journey decided about, who do not belong to the account now. */
    private static Set<String> absent(
            Map<String, Map<UUID, BuyingGroup>> groups, Map<String, List<PersonFacts>> present) {
        Set<String> absent = new TreeSet<>();
        groups.forEach((accountKey, byInterest) -> {
            Set<String> here = present.getOrDefault(accountKey, List.of()).stream()
                    .map(PersonFacts::key)
                    .collect(Collectors.toSet());
            byInterest.values().stream()
                    .flatMap(group -> group.standings().values().stream())
                    .filter(standing -> standing.active() || standing.source() != Source.SYSTEM)
                    .map(Standing::personKey)
                    .filter(person -> !here.contains(person))
                    .forEach(absent::add);
        });
        return absent;
    }

    private static Map<String, Map<UUID, BuyingGroup>> byAccount(List<BuyingGroup> groups) {
        Map<String, Map<UUID, BuyingGroup>> byAccount = new HashMap<>();
        groups.forEach(group -> byAccount
                .computeIfAbsent(group.accountKey(), key -> new TreeMap<>())
                .put(group.interestId(), group));
        return byAccount;
    }

    private record Persons(
            Map<String, KnownAccount> accounts, Map<String, List<PersonFacts>> people, GonePeople gone) {}
}

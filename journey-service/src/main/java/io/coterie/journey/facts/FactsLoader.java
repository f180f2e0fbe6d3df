package io.coterie.journey.facts;

import io.coterie.journey.catalogue.Catalogue;
import io.coterie.journey.catalogue.ExpectedGroup;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.entry.AudienceMembers;
import io.coterie.journey.facts.KnownAccount.KnownPerson;
import io.coterie.journey.group.GroupReplica;
import io.coterie.journey.group.KnownGroup;
import io.coterie.journey.history.KeptEvents;
import io.coterie.journey.opportunity.KnownOpportunity;
import io.coterie.journey.opportunity.Opportunities;
import io.coterie.platform.conditions.XdmDocument;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what is known about a batch of accounts, after their locks are held. */
@ApplicationScoped
public class FactsLoader {

    /** A deleted account is known, and has no document. */
    private static final String ACCOUNTS = """
            select account_key, document::text as document from account
             where sandbox_id = $1 and account_key = any($2)""";

    /** Test profiles take part in nothing (D-11). */
    private static final String PEOPLE = """
            select relation.account_key, relation.person_key, relation.roles, person.document::text as document
              from person_account as relation
             cross join lateral (select deleted, document from person
                                  where sandbox_id = $1 and person_key = relation.person_key offset 0) as person
             where relation.sandbox_id = $1 and relation.account_key = any($2) and not person.deleted
               and person.document -> 'testProfile' is distinct from 'true'::jsonb
             order by relation.account_key, relation.person_key""";

    private final GroupReplica groups;
    private final AudienceMembers memberships;
    private final Catalogue catalogue;
    private final KeptEvents events;
    private final Opportunities opportunities;

    FactsLoader(
            GroupReplica groups,
            AudienceMembers memberships,
            Catalogue catalogue,
            KeptEvents events,
            Opportunities opportunities) {
        this.groups = groups;
        this.memberships = memberships;
        this.catalogue = catalogue;
        this.events = events;
        this.opportunities = opportunities;
    }

    /** @param requested ids of effects asked for before, of the runs at hand */
    public Uni<LoadedFacts> load(
            SqlConnection connection,
            Sandbox sandbox,
            Set<String> accounts,
            Collection<CompiledJourney> journeys,
            Set<UUID> requested) {
        FactsNeeded needed = FactsNeeded.by(journeys);
        Tuple parameters = Tuple.of(sandbox.id()).addArrayOfString(accounts.toArray(String[]::new));
        Collected collected = new Collected();
        return connection
                .preparedQuery(ACCOUNTS)
                .execute(parameters)
                .invoke(collected::accounts)
                .chain(() -> needed.eventTypes().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : events.ofAccounts(connection, sandbox, accounts, needed.eventTypes())
                                .invoke(collected.events::putAll)
                                .replaceWithVoid())
                .chain(() -> needed.people()
                        ? connection
                                .preparedQuery(PEOPLE)
                                .execute(parameters)
                                .invoke(collected::people)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .chain(() -> needed.groups()
                        ? loadGroups(connection, sandbox, accounts, collected)
                        : Uni.createFrom().voidItem())
                .chain(() -> loadAudiences(connection, sandbox, accounts, needed, collected))
                .chain(() -> needed.opportunities()
                        ? opportunities
                                .ofAccounts(connection, sandbox, accounts)
                                .invoke(collected::opportunities)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .map(loaded -> collected.facts(accounts, requested));
    }

    /** Actions whose earlier requests decide whether they ask again. */
    public Set<String> onceNodes(Collection<CompiledJourney> journeys) {
        return FactsNeeded.by(journeys).onceNodes();
    }

    private Uni<Void> loadGroups(SqlConnection connection, Sandbox sandbox, Set<String> accounts, Collected collected) {
        return groups.ofAccounts(connection, sandbox, accounts)
                .invoke(known ->
                        collected.groups.putAll(known.stream().collect(Collectors.groupingBy(KnownGroup::accountKey))))
                .chain(() -> catalogue.expectedGroups(connection, sandbox))
                .invoke(collected.expected::addAll)
                .replaceWithVoid();
    }

    /** The audiences that conditions ask about, and those whose accounts get groups. */
    private Uni<Void> loadAudiences(
            SqlConnection connection, Sandbox sandbox, Set<String> accounts, FactsNeeded needed, Collected collected) {
        Set<String> audiences = new HashSet<>(needed.audiences());
        collected.expected.forEach(expected -> audiences.addAll(expected.audiences()));
        return audiences.isEmpty()
                ? Uni.createFrom().voidItem()
                : memberships
                        .ofAccounts(connection, sandbox, accounts, audiences)
                        .invoke(collected.audiences::putAll)
                        .replaceWithVoid();
    }

    /** What the queries have brought so far. */
    private static final class Collected {

        private final Map<String, Map<String, Object>> documents = new HashMap<>();
        private final Map<String, List<Map<String, Object>>> events = new HashMap<>();
        private final Map<String, List<KnownPerson>> people = new HashMap<>();
        private final Map<String, List<KnownGroup>> groups = new HashMap<>();
        private final Map<String, List<KnownOpportunity>> opportunities = new HashMap<>();
        private final Map<String, Set<String>> audiences = new HashMap<>();
        private final List<ExpectedGroup> expected = new ArrayList<>();

        void accounts(RowSet<Row> rows) {
            for (Row row : rows) {
                String document = row.getString("document");
                documents.put(row.getString("account_key"), document == null ? Map.of() : XdmDocument.parse(document));
            }
        }

        void people(RowSet<Row> rows) {
            for (Row row : rows) {
                people.computeIfAbsent(row.getString("account_key"), account -> new ArrayList<>())
                        .add(new KnownPerson(
                                row.getString("person_key"),
                                XdmDocument.parse(row.getString("document")),
                                List.of(row.getArrayOfStrings("roles")),
                                events.getOrDefault(row.getString("person_key"), List.of())));
            }
        }

        void opportunities(List<KnownOpportunity> known) {
            opportunities.putAll(known.stream().collect(Collectors.groupingBy(KnownOpportunity::accountKey)));
        }

        LoadedFacts facts(Set<String> accounts, Set<UUID> requested) {
            Map<String, KnownAccount> known = new HashMap<>();
            for (String account : accounts) {
                known.put(
                        account,
                        new KnownAccount(
                                account,
                                documents.getOrDefault(account, Map.of()),
                                people.getOrDefault(account, List.of()),
                                groups.getOrDefault(account, List.of()),
                                opportunities.getOrDefault(account, List.of()),
                                audiences.getOrDefault(account, Set.of())));
            }
            Set<String> unknown = new HashSet<>(accounts);
            unknown.removeAll(documents.keySet());
            return new LoadedFacts(known, unknown, expected, requested);
        }
    }
}

package io.coterie.buyinggroup.people;

import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.platform.conditions.PersonFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the replica. Everyone with a relation to an account is one of its people (D-01); test profiles are nobody's
 * (D-11).
 */
@ApplicationScoped
public class People {

    /**
     * Everyone who counts, for those who compute over all: neither test profiles nor marketing-suspended people (D-43).
     * {@code $1} is the sandbox. Its condition is that of an index, word for word.
     */
    public static final String SCORED = """
            select person_key from person
             where sandbox_id = $1 and not deleted and (document ->> 'testProfile') is distinct from 'true'
               and (document #>> '{b2b,isMarketingSuspended}') is distinct from 'true'""";

    private static final String ACCOUNTS = """
            select account_key, deleted, document ->> 'accountName' as name from account
             where sandbox_id = $1 and account_key = any($2)""";

    private static final String PEOPLE = """
            select relation.account_key, relation.person_key, relation.roles, person.document
              from person_account as relation
             cross join lateral (select deleted, document from person
                                  where sandbox_id = $1 and person_key = relation.person_key offset 0) as person
             where relation.sandbox_id = $1 and relation.account_key = any($2) and not person.deleted
               and (person.document ->> 'testProfile') is distinct from 'true'""";

    private static final String ACCOUNTS_OF_WINNERS = """
            select distinct relation.account_key
              from merged_person as merged
             cross join lateral (select account_key from person_account
                                  where sandbox_id = $1 and person_key = merged.merged_into offset 0) as relation
             where merged.sandbox_id = $1 and merged.person_key = any($2)""";

    private static final String GONE = """
            select person.person_key, person.deleted, merged.merged_into,
                   case when not person.deleted
                        then array(select relation.account_key from person_account as relation
                                    where relation.sandbox_id = $1 and relation.person_key = person.person_key)
                   end as accounts
              from person
              left join merged_person as merged
                on merged.sandbox_id = person.sandbox_id and merged.person_key = person.person_key
               and merged.person_key = any($2)
             where person.sandbox_id = $1 and person.person_key = any($2)
               and (person.deleted or (person.document ->> 'testProfile') = 'true')""";

    // Not a coalesce in the lookup: PostgreSQL does not use an index for one under row level security.
    private static final String ERASED = """
            select asked.person_key
              from unnest($2::text[]) as asked (person_key)
              left join merged_person as merged
                on merged.sandbox_id = $1 and merged.person_key = asked.person_key and merged.person_key = any($2)
             where (select person.deleted from person
                     where person.sandbox_id = $1
                       and person.person_key = case when merged.merged_into is null then asked.person_key
                                                    else merged.merged_into end)""";

    private final PersonScores scores;
    private final EventHistory history;

    People(PersonScores scores, EventHistory history) {
        this.scores = scores;
        this.history = history;
    }

    /** Of these accounts those that have arrived here, by key. */
    public Uni<Map<String, KnownAccount>> accounts(
            SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return connection
                .preparedQuery(ACCOUNTS)
                .execute(Tuple.of(sandboxId).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, KnownAccount> accounts = new HashMap<>();
                    for (Row row : rows) {
                        accounts.put(
                                row.getString("account_key"),
                                new KnownAccount(
                                        row.getString("account_key"),
                                        row.getString("name"),
                                        row.getBoolean("deleted")));
                    }
                    return accounts;
                });
    }

    /** The people of each of these accounts. */
    public Uni<Map<String, List<PersonFacts>>> ofAccounts(
            SqlConnection connection, int sandboxId, Collection<String> accountKeys, Instant now) {
        return connection
                .preparedQuery(PEOPLE)
                .execute(Tuple.of(sandboxId).addArrayOfString(accountKeys.toArray(String[]::new)))
                .chain(rows -> scores(connection, sandboxId, rows).map(known -> {
                    Map<String, List<PersonFacts>> people = new HashMap<>();
                    for (Row row : rows) {
                        people.computeIfAbsent(row.getString("account_key"), key -> new ArrayList<>())
                                .add(person(row, known, now));
                    }
                    return people;
                }));
    }

    /** Some of one account's people. */
    public Uni<Map<String, PersonFacts>> ofAccount(
            SqlConnection connection, int sandboxId, String accountKey, Collection<String> personKeys, Instant now) {
        return connection
                .preparedQuery(PEOPLE + " and relation.person_key = any($3)")
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(new String[] {accountKey})
                        .addArrayOfString(personKeys.toArray(String[]::new)))
                .chain(rows -> scores(connection, sandboxId, rows).map(known -> {
                    Map<String, PersonFacts> people = new HashMap<>();
                    for (Row row : rows) {
                        people.put(row.getString("person_key"), person(row, known, now));
                    }
                    return people;
                }));
    }

    /** The same, with what they did of these types. */
    public Uni<Map<String, PersonFacts>> ofAccount(
            SqlConnection connection,
            int sandboxId,
            String accountKey,
            Collection<String> personKeys,
            Collection<String> eventTypes,
            Instant now) {
        return ofAccount(connection, sandboxId, accountKey, personKeys, now)
                .chain(people -> withEvents(
                        connection, sandboxId, Map.of(accountKey, List.copyOf(people.values())), eventTypes, now))
                .map(people -> people.getOrDefault(accountKey, List.of()).stream()
                        .collect(Collectors.toMap(PersonFacts::key, person -> person)));
    }

    /** The first of an account's other people, in key order, with what they did of these types. */
    public Uni<List<PersonFacts>> someOthersOf(
            SqlConnection connection,
            int sandboxId,
            String accountKey,
            Collection<String> except,
            Collection<String> eventTypes,
            int most,
            Instant now) {
        return connection
                .preparedQuery(PEOPLE + """
                         and not exists (select 1 from unnest($3::text[]) as known (person_key)
                                          where known.person_key = relation.person_key)
                        order by relation.person_key limit $4""")
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(new String[] {accountKey})
                        .addArrayOfString(except.toArray(String[]::new))
                        .addInteger(most))
                .chain(rows -> scores(connection, sandboxId, rows)
                        .map(known -> rows.stream()
                                .map(row -> person(row, known, now))
                                .toList()))
                .chain(people -> withEvents(connection, sandboxId, Map.of(accountKey, people), eventTypes, now))
                .map(people -> people.getOrDefault(accountKey, List.of()));
    }

    /** The accounts these persons, or those they turned out to be, belong to. */
    public Uni<Set<String>> accountsOf(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(
                        "select distinct account_key from person_account where sandbox_id = $1 and person_key = any($2) union "
                                + ACCOUNTS_OF_WINNERS)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> texts(rows, "account_key"));
    }

    /** The same people with what they did of these types, so that conditions can count it. */
    public Uni<Map<String, List<PersonFacts>>> withEvents(
            SqlConnection connection,
            int sandboxId,
            Map<String, List<PersonFacts>> people,
            Collection<String> eventTypes,
            Instant now) {
        Set<String> keys = new HashSet<>();
        people.values().forEach(persons -> persons.forEach(person -> keys.add(person.key())));
        return history.of(connection, sandboxId, keys, eventTypes, now).map(events -> {
            if (events.isEmpty()) {
                return people;
            }
            Map<String, List<PersonFacts>> richer = new HashMap<>();
            people.forEach((account, persons) -> richer.put(
                    account,
                    persons.stream()
                            .map(person -> person.withEvents(events.getOrDefault(person.key(), List.of())))
                            .toList()));
            return richer;
        });
    }

    /** The accounts of those that these persons turned out to be; of persons who are still themselves none. */
    public Uni<Set<String>> accountsOfWinners(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(ACCOUNTS_OF_WINNERS)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> texts(rows, "account_key"));
    }

    /** Of these persons those that are deleted or test profiles, and so nobody's. */
    public Uni<GonePeople> gone(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        if (personKeys.isEmpty()) {
            return Uni.createFrom().item(GonePeople.NOBODY);
        }
        return connection
                .preparedQuery(GONE)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> {
                    GonePeople gone = GonePeople.empty();
                    rows.forEach(row -> add(gone, row));
                    return gone;
                });
    }

    /** Of these persons those that nobody is any more: deleted, or merged into somebody who was. */
    public Uni<Set<String>> erased(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        if (personKeys.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(ERASED)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> texts(rows, "person_key"));
    }

    private static void add(GonePeople gone, Row row) {
        String personKey = row.getString("person_key");
        if (row.getBoolean("deleted")) {
            gone.addDeleted(personKey, row.getString("merged_into"));
        } else {
            gone.addTestProfile(personKey, row.getArrayOfStrings("accounts"));
        }
    }

    private static Set<String> texts(RowSet<Row> rows, String column) {
        Set<String> texts = new HashSet<>();
        rows.forEach(row -> texts.add(row.getString(column)));
        return texts;
    }

    private Uni<Map<String, PersonScore>> scores(SqlConnection connection, int sandboxId, RowSet<Row> people) {
        return scores.of(
                connection,
                sandboxId,
                people.stream().map(row -> row.getString("person_key")).toList());
    }

    private static PersonFacts person(Row row, Map<String, PersonScore> scores, Instant now) {
        JsonObject document = row.getJsonObject("document");
        PersonScore score = scores.get(row.getString("person_key"));
        return new PersonFacts(
                row.getString("person_key"),
                document == null ? Map.of() : document.getMap(),
                List.of(row.getArrayOfStrings("roles")),
                List.of(),
                score == null ? null : score.used().doubleValue(),
                now);
    }
}

package io.coterie.activation.salesalert;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The copy of buying groups: each row is the newest state seen. */
@ApplicationScoped
class BuyingGroups {

    private static final String UPSERT = """
            insert into buying_group (sandbox_id, buying_group_id, revision, deleted, account_key, solution_interest_id,
                                      document)
            select $1, g.id, g.revision, g.deleted, g.account_key, g.interest, g.document::jsonb
              from unnest($2::uuid[], $3::bigint[], $4::boolean[], $5::text[], $6::text[], $7::text[])
                as g (id, revision, deleted, account_key, interest, document)
             order by g.id
            on conflict (sandbox_id, buying_group_id) do update
               set revision = excluded.revision, deleted = excluded.deleted, document = excluded.document,
                   account_key = excluded.account_key, solution_interest_id = excluded.solution_interest_id
             where buying_group.revision < excluded.revision""";

    private static final String BURY = """
            update buying_group as g set deleted = true, revision = t.revision
              from unnest($2::uuid[], $3::bigint[]) as t (id, revision)
             where g.sandbox_id = $1 and g.buying_group_id = t.id and g.buying_group_id = any($2)
               and g.revision < t.revision""";

    private static final String OF_ACCOUNTS = """
            select document::text as document from buying_group
             where sandbox_id = $1 and account_key = any($2) and not deleted order by buying_group_id""";

    private static final String ACCOUNTS = """
            select account_key as key, document::text as document from account
             where sandbox_id = $1 and account_key = any($2) and not deleted""";

    private static final String PERSONS = """
            select person_key as key, document::text as document from person
             where sandbox_id = $1 and person_key = any($2) and not deleted""";

    Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<UUID, ReceivedEvent> newest = new TreeMap<>();
        Map<UUID, Long> buried = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() == null) {
                buried.merge(UUID.fromString(event.recordKey()), event.revision(), Math::max);
            } else {
                newest.merge(
                        event.payload(BuyingGroupState.class).buyingGroupId(),
                        event,
                        (known, next) -> next.revision() > known.revision() ? next : known);
            }
        }
        return upsert(connection, sandbox, newest).chain(() -> bury(connection, sandbox, buried));
    }

    /** Live groups of these accounts. */
    Uni<List<BuyingGroupState>> ofAccounts(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandbox.id(), accountKeys.toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> ContractJson.read(json(row), BuyingGroupState.class))
                        .toList());
    }

    Uni<Map<String, JsonNode>> accounts(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return documents(connection, ACCOUNTS, sandbox, keys);
    }

    Uni<Map<String, JsonNode>> persons(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return documents(connection, PERSONS, sandbox, keys);
    }

    private static Uni<Void> upsert(SqlConnection connection, Sandbox sandbox, Map<UUID, ReceivedEvent> newest) {
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<BuyingGroupState> states = newest.values().stream()
                .map(event -> event.payload(BuyingGroupState.class))
                .toList();
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addArrayOfUUID(newest.keySet().toArray(UUID[]::new))
                .addArrayOfLong(
                        newest.values().stream().map(ReceivedEvent::revision).toArray(Long[]::new))
                .addArrayOfBoolean(
                        states.stream().map(BuyingGroupState::deleted).toArray(Boolean[]::new))
                .addArrayOfString(
                        states.stream().map(BuyingGroupState::accountKey).toArray(String[]::new))
                .addArrayOfString(states.stream()
                        .map(BuyingGroupState::solutionInterestId)
                        .toArray(String[]::new))
                .addArrayOfString(newest.values().stream()
                        .map(event -> String.valueOf(event.data()))
                        .toArray(String[]::new));
        return connection.preparedQuery(UPSERT).execute(parameters).replaceWithVoid();
    }

    private static Uni<Void> bury(SqlConnection connection, Sandbox sandbox, Map<UUID, Long> buried) {
        if (buried.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(BURY)
                .execute(Tuple.of(
                        sandbox.id(),
                        buried.keySet().toArray(UUID[]::new),
                        buried.values().toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Map<String, JsonNode>> documents(
            SqlConnection connection, String sql, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sandbox.id(), keys.toArray(String[]::new)))
                .map(BuyingGroups::byKey);
    }

    private static Map<String, JsonNode> byKey(RowSet<Row> rows) {
        Map<String, JsonNode> documents = new HashMap<>();
        rows.forEach(row -> documents.put(row.getString("key"), json(row)));
        return documents;
    }

    private static JsonNode json(Row row) {
        return ContractJson.readTree(row.getString("document").getBytes(StandardCharsets.UTF_8));
    }
}

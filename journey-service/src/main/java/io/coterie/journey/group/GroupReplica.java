package io.coterie.journey.group;

import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The buying groups as rows: the newest state of each. */
@ApplicationScoped
public class GroupReplica {

    private static final String APPLY = """
            insert into buying_group as known (sandbox_id, group_id, account_key, solution_interest, revision, deleted, state)
            select $1, now.group_id, now.account_key, now.solution_interest, now.revision, now.deleted, now.state::jsonb
              from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::text[])
                as now (group_id, account_key, solution_interest, revision, deleted, state)
             order by now.group_id
            on conflict (sandbox_id, group_id) do update
               set revision = excluded.revision, deleted = excluded.deleted, state = excluded.state
             where known.revision < excluded.revision
            returning group_id""";

    private static final String OF_IDS = """
            select group_id, account_key, solution_interest from buying_group
             where sandbox_id = $1 and group_id = any($2)""";

    private static final String OF_ACCOUNTS = """
            select account_key, solution_interest, revision, deleted, state from buying_group
             where sandbox_id = $1 and account_key = any($2)
             order by account_key, solution_interest, revision""";

    /** The states that these tombstones stand for: only the key is left in the topic, the row says whose it was. */
    Uni<List<GroupRow>> removed(SqlConnection connection, Sandbox sandbox, Collection<ReceivedEvent> tombstones) {
        if (tombstones.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<UUID, ReceivedEvent> byGroup = tombstones.stream()
                .collect(Collectors.toMap(
                        tombstone -> UUID.fromString(tombstone.recordKey()),
                        Function.identity(),
                        (one, other) -> other.revision() > one.revision() ? other : one));
        return connection
                .preparedQuery(OF_IDS)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(byGroup.keySet().toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(row -> removed(row, byGroup)).toList());
    }

    /** Applies states that are newer; answers those. Under the locks of their subjects. */
    Uni<List<GroupRow>> apply(SqlConnection connection, Sandbox sandbox, Collection<GroupRow> states) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(states.stream().map(GroupRow::groupId).toArray(UUID[]::new))
                .addArrayOfString(states.stream().map(GroupRow::accountKey).toArray(String[]::new))
                .addArrayOfString(
                        states.stream().map(GroupRow::solutionInterest).toArray(String[]::new))
                .addArrayOfLong(states.stream().map(GroupRow::revision).toArray(Long[]::new))
                .addArrayOfBoolean(states.stream().map(GroupRow::deleted).toArray(Boolean[]::new))
                .addArrayOfString(states.stream().map(GroupRow::state).toArray(String[]::new));
        return connection.preparedQuery(APPLY).execute(parameters).map(rows -> {
            Set<UUID> applied =
                    rows.stream().map(row -> row.getUUID("group_id")).collect(Collectors.toSet());
            return states.stream()
                    .filter(state -> applied.contains(state.groupId()))
                    .toList();
        });
    }

    /** Every group known of these accounts, deleted ones too. */
    public Uni<List<KnownGroup>> ofAccounts(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> rows.stream().map(GroupReplica::knownGroup).toList());
    }

    private static GroupRow removed(Row row, Map<UUID, ReceivedEvent> tombstones) {
        UUID id = row.getUUID("group_id");
        ReceivedEvent tombstone = Objects.requireNonNull(tombstones.get(id), "only these groups were asked for");
        return new GroupRow(
                id,
                row.getString("account_key"),
                row.getString("solution_interest"),
                tombstone.revision(),
                true,
                null,
                tombstone.id(),
                tombstone.time());
    }

    private static KnownGroup knownGroup(Row row) {
        boolean deleted = row.getBoolean("deleted");
        return new KnownGroup(
                row.getString("account_key"),
                row.getString("solution_interest"),
                row.getLong("revision"),
                deleted ? null : state(row.getJsonObject("state")));
    }

    private static @Nullable BuyingGroupState state(@Nullable JsonObject json) {
        return json == null
                ? null
                : ContractJson.read(
                        ContractJson.readTree(json.encode().getBytes(StandardCharsets.UTF_8)), BuyingGroupState.class);
    }
}

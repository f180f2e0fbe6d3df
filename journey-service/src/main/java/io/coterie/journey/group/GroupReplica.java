package io.coterie.journey.group;

import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.journey.wait.GroupChange;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The buying groups as rows, and when their completeness last changed.
 *
 * <p>A change is learnt twice: from the state topic, by comparing, and from the event topic, because compaction may have
 * swallowed a state in between. Neither topic waits for the other. So a heard change counts only once a state at least as
 * new is here: whoever it wakes decides on facts that show it.
 */
@ApplicationScoped
public class GroupReplica {

    private static final String RETURNING = """
            returning account_key, solution_interest,
                      greatest(completeness_revision, case when heard_revision <= revision then heard_revision else 0 end)
                        as change_revision""";

    private static final String APPLY = """
            insert into buying_group as known (sandbox_id, group_id, account_key, solution_interest, revision, deleted,
                                               completeness, completeness_revision, heard_revision, state)
            select $1, now.group_id, now.account_key, now.solution_interest, now.revision, now.deleted,
                   now.completeness, now.revision, 0, now.state::jsonb
              from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::numeric[], $8::text[])
                as now (group_id, account_key, solution_interest, revision, deleted, completeness, state)
             order by now.group_id
            on conflict (sandbox_id, group_id) do update
               set revision = excluded.revision, deleted = excluded.deleted, state = excluded.state,
                   completeness = excluded.completeness,
                   completeness_revision = case
                     when known.revision = 0 or known.completeness is distinct from excluded.completeness
                     then excluded.revision else known.completeness_revision end
             where known.revision < excluded.revision
            """ + RETURNING;

    private static final String HEAR = """
            insert into buying_group as known (sandbox_id, group_id, account_key, solution_interest, revision, deleted,
                                               completeness_revision, heard_revision)
            select $1, heard.group_id, heard.account_key, heard.solution_interest, 0, false, 0, heard.revision
              from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[])
                as heard (group_id, account_key, solution_interest, revision)
             order by heard.group_id
            on conflict (sandbox_id, group_id) do update
               set heard_revision = excluded.heard_revision
             where known.heard_revision < excluded.heard_revision
            """ + RETURNING;

    private static final String FORGOTTEN = """
            select group_id, account_key, solution_interest from buying_group
             where sandbox_id = $1 and group_id = any($2)""";

    private static final String OF_ACCOUNTS = """
            select account_key, solution_interest, revision, deleted, state from buying_group
             where sandbox_id = $1 and account_key = any($2) and revision > 0
             order by account_key, solution_interest, revision""";

    /** A group whose record was removed from the topic: only its key is left, the row says whose it was. */
    record Tombstone(UUID groupId, long revision) {}

    /** A change of completeness, heard as an event. */
    record Heard(UUID groupId, String accountKey, String solutionInterest, long revision) {

        Heard newer(Heard other) {
            return other.revision > revision ? other : this;
        }
    }

    /** The states that these tombstones stand for. */
    Uni<List<GroupRow>> removed(SqlConnection connection, Sandbox sandbox, Collection<Tombstone> tombstones) {
        if (tombstones.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] ids = tombstones.stream().map(Tombstone::groupId).toArray(UUID[]::new);
        return connection
                .preparedQuery(FORGOTTEN)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(ids))
                .map(rows -> rows.stream().map(row -> removed(row, tombstones)).toList());
    }

    /** Applies states that are newer; answers what is new. Under the locks of their subjects. */
    Uni<List<GroupChange>> apply(SqlConnection connection, Sandbox sandbox, Collection<GroupRow> states) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(states.stream().map(GroupRow::groupId).toArray(UUID[]::new))
                .addArrayOfString(states.stream().map(GroupRow::accountKey).toArray(String[]::new))
                .addArrayOfString(
                        states.stream().map(GroupRow::solutionInterest).toArray(String[]::new))
                .addArrayOfLong(states.stream().map(GroupRow::revision).toArray(Long[]::new))
                .addArrayOfBoolean(states.stream().map(GroupRow::deleted).toArray(Boolean[]::new))
                .addValue(states.stream().map(GroupRow::completeness).toArray(java.math.BigDecimal[]::new))
                .addArrayOfString(states.stream().map(GroupRow::state).toArray(String[]::new));
        return connection.preparedQuery(APPLY).execute(parameters).map(GroupReplica::changes);
    }

    /** Remembers changes heard as events; answers what the facts show already. Under the locks of their subjects. */
    Uni<List<GroupChange>> hear(SqlConnection connection, Sandbox sandbox, Collection<Heard> heard) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(heard.stream().map(Heard::groupId).toArray(UUID[]::new))
                .addArrayOfString(heard.stream().map(Heard::accountKey).toArray(String[]::new))
                .addArrayOfString(heard.stream().map(Heard::solutionInterest).toArray(String[]::new))
                .addArrayOfLong(heard.stream().map(Heard::revision).toArray(Long[]::new));
        return connection
                .preparedQuery(HEAR)
                .execute(parameters)
                .map(rows -> changes(rows).stream()
                        .filter(change -> change.completenessRevision() > 0)
                        .toList());
    }

    /** Every group known of these accounts, deleted ones too. */
    public Uni<List<KnownGroup>> ofAccounts(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> rows.stream().map(GroupReplica::knownGroup).toList());
    }

    private static GroupRow removed(Row row, Collection<Tombstone> tombstones) {
        UUID id = row.getUUID("group_id");
        long revision = tombstones.stream()
                .filter(tombstone -> tombstone.groupId().equals(id))
                .mapToLong(Tombstone::revision)
                .max()
                .orElse(0);
        return new GroupRow(
                id, row.getString("account_key"), row.getString("solution_interest"), revision, true, null, null);
    }

    private static List<GroupChange> changes(RowSet<Row> rows) {
        List<GroupChange> changes = new ArrayList<>(rows.size());
        rows.forEach(row -> changes.add(new GroupChange(
                row.getString("account_key"), row.getString("solution_interest"), row.getLong("change_revision"))));
        return changes;
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

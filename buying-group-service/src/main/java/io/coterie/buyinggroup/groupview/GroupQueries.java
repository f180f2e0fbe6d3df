package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What lists and counts of groups read. Every connection has entered its sandbox. */
@ApplicationScoped
class GroupQueries {

    private static final String GROUPS =
            "select " + GroupStatements.COLUMNS + ", members, live_engagement from buying_group";

    private static final String MEMBERS = """
            select person_key, active, role, source, cause, decided_by, decided_at, assigned_at
              from buying_group_member
             where sandbox_id = $1 and group_id = $2 and person_key > $3 and ($4::boolean is null or active = $4)
             order by person_key limit $5""";

    private static final String COUNTS = """
            select count(*) as groups, coalesce(sum(members), 0) as members, avg(completeness) as average, BANDS
              from buying_group
             where sandbox_id = $1 and not deleted and ($2::uuid is null or interest_id = $2)""".replace("BANDS", bands());

    private static final String BY_ROLE = """
            select member.role, count(*) as amount
              from buying_group_member as member
              join buying_group as grp on grp.sandbox_id = member.sandbox_id and grp.id = member.group_id
             where member.sandbox_id = $1 and member.active and not grp.deleted
               and ($2::uuid is null or grp.interest_id = $2)
             group by member.role""";

    private static final String BY_MISSING_ROLE = """
            select role, count(*) as amount
              from buying_group, unnest(missing_roles) as role
             where sandbox_id = $1 and not deleted and ($2::uuid is null or interest_id = $2)
             group by role""";

    private static final String HISTORY = """
            select revision, place, at, kind, person_key, role, previous_role, source, cause, decided_by,
                   previous_value, new_value, stage_model_id, stage_version, completeness
              from buying_group_history
             where sandbox_id = $1 and group_id = $2 and (revision, place) < ($3, $4)
             order by revision desc, place desc limit $5""";

    /**
     * A group with the number of its members, but not the members.
     *
     * @param live its engagement as of its last activity (architecture §8)
     */
    record Listed(BuyingGroup group, int members, @Nullable BigDecimal live) {}

    /** These groups, without those that are deleted, in no particular order. */
    Uni<List<Listed>> byIds(SqlConnection connection, int sandboxId, List<UUID> ids) {
        return connection
                .preparedQuery(GROUPS + " where sandbox_id = $1 and id = any($2) and not deleted")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(GroupQueries::listed);
    }

    /** Fails with 404 when there is no such group. */
    Uni<Listed> require(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery(GROUPS + " where sandbox_id = $1 and id = $2 and not deleted")
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> listed(rows).stream()
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }

    /** Whether there is such a group, or was one. */
    Uni<Boolean> wasEver(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("select 1 from buying_group where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> rows.size() > 0);
    }

    /**
     * @param active members, removed people, or with null both
     */
    Uni<List<Standing>> members(
            SqlConnection connection, int sandboxId, UUID groupId, String after, @Nullable Boolean active, int limit) {
        return connection
                .preparedQuery(MEMBERS)
                .execute(Tuple.of(sandboxId, groupId, after).addBoolean(active).addInteger(limit))
                .map(rows -> rows.stream().map(GroupStatements::standing).toList());
    }

    Uni<Optional<Standing>> standing(SqlConnection connection, int sandboxId, UUID groupId, String personKey) {
        return connection
                .preparedQuery("""
                        select person_key, active, role, source, cause, decided_by, decided_at, assigned_at
                          from buying_group_member where sandbox_id = $1 and group_id = $2 and person_key = $3""")
                .execute(Tuple.of(sandboxId, groupId, personKey))
                .map(rows -> rows.stream().map(GroupStatements::standing).findFirst());
    }

    Uni<List<HistoryView>> history(
            SqlConnection connection, int sandboxId, UUID groupId, long beforeRevision, int beforePlace, int limit) {
        return connection
                .preparedQuery(HISTORY)
                .execute(Tuple.of(sandboxId, groupId, beforeRevision, beforePlace, limit))
                .map(rows -> rows.stream().map(GroupQueries::history).toList());
    }

    Uni<GroupSummary> summary(SqlConnection connection, int sandboxId, @Nullable UUID interestId) {
        Tuple parameters = Tuple.of(sandboxId).addUUID(interestId);
        return connection
                .preparedQuery(COUNTS)
                .execute(parameters)
                .chain(counts -> connection
                        .preparedQuery(BY_ROLE)
                        .execute(parameters)
                        .chain(roles -> connection
                                .preparedQuery(BY_MISSING_ROLE)
                                .execute(parameters)
                                .map(missing -> summary(counts.iterator().next(), amounts(roles), amounts(missing)))));
    }

    private static GroupSummary summary(Row counts, Map<String, Long> roles, Map<String, Long> missing) {
        Map<String, Long> histogram = new LinkedHashMap<>();
        for (CompletenessBand band : CompletenessBand.values()) {
            histogram.put(band.interval(), counts.getLong(band.column()));
        }
        BigDecimal average = counts.getBigDecimal("average");
        return new GroupSummary(
                counts.getLong("groups"),
                counts.getLong(CompletenessBand.COMPLETE.column()),
                average == null ? BigDecimal.ZERO : average.setScale(2, RoundingMode.HALF_UP),
                histogram,
                counts.getLong("members"),
                roles,
                missing);
    }

    private static String bands() {
        return Arrays.stream(CompletenessBand.values())
                .map(CompletenessBand::count)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Long> amounts(RowSet<Row> rows) {
        Map<String, Long> amounts = new TreeMap<>();
        rows.forEach(row -> amounts.put(row.getString("role"), row.getLong("amount")));
        return amounts;
    }

    private static List<Listed> listed(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new Listed(
                        GroupStatements.group(row, new TreeMap<>()),
                        row.getInteger("members"),
                        row.getBigDecimal("live_engagement")))
                .toList();
    }

    private static HistoryView history(Row row) {
        return new HistoryView(
                row.getLong("revision"),
                row.getInteger("place"),
                Trace.instant(row, "at"),
                GroupFact.Kind.valueOf(row.getString("kind")),
                row.getString("person_key"),
                row.getString("role"),
                row.getString("previous_role"),
                row.getString("source"),
                row.getString("cause"),
                row.getString("decided_by"),
                row.getString("previous_value"),
                row.getString("new_value"),
                row.getUUID("stage_model_id"),
                row.getInteger("stage_version"),
                row.getBigDecimal("completeness"));
    }
}

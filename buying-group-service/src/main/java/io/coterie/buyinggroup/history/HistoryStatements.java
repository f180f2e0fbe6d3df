package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.platform.paging.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what happened. Every connection has entered its sandbox. */
@ApplicationScoped
class HistoryStatements {

    private static final String COLUMNS =
            "revision, place, at, kind, person_key, role, source, cause, decided_by, new_value, completeness";

    /** The last revision that was there; an entry's instant need not grow with its revision on skewed clocks. */
    private static final String LAST = """
            (select revision from buying_group_history
              where sandbox_id = $1 and group_id = $2 and at <= $3
              order by revision desc limit 1)""";

    /**
     * What {@link PastGroup} needs of everything up to an instant, which is little of a score that changes all the time:
     * the last entry of each kind, and of each person those from the last assignment on.
     */
    private static final String LAST_UP_TO = """
            select COLUMNS
              from unnest($4::text[]) as asked (of_kind)
             cross join lateral (
                   select * from buying_group_history
                    where sandbox_id = $1 and group_id = $2 and kind = asked.of_kind and revision <= LAST
                    order by revision desc, place desc limit 1) as entry
            union all
            select COLUMNS
              from (select *, count(*) filter (where kind = 'MEMBER_ASSIGNED')
                                over (partition by person_key order by revision desc, place desc
                                      rows between unbounded preceding and 1 preceding) as assigned_later
                      from buying_group_history
                     where sandbox_id = $1 and group_id = $2 and kind = any($5) and revision <= LAST) as entry
             where assigned_later = 0
             order by revision, place""".replace("COLUMNS", COLUMNS).replace("LAST", LAST);

    /** From the last creation on. */
    private static final String LIFE = """
            select COLUMNS from buying_group_history
             where sandbox_id = $1 and group_id = $2
               and kind in ('CREATED', 'COMPLETENESS_CHANGED', 'STAGE_CHANGED', 'DELETED')
               and revision >= (select max(revision) from buying_group_history
                                 where sandbox_id = $1 and group_id = $2 and kind = 'CREATED')
             order by revision, place""".replace("COLUMNS", COLUMNS);

    private static final String[] MEMBER_KINDS = kinds(true);
    private static final String[] OTHER_KINDS = kinds(false);

    private static final String LIST_AT = "select * from (" + GroupsAt.query("$1", "$2")
            + " and grp.id > $3 and ($4::uuid is null or grp.interest_id = $4)) as past order by id limit $5";

    /** Of the range only; then whoever is found is looked up for having been there before. */
    private static final String REACHED_BY_ALL = """
            select reached.group_id, reached.name, reached.account_key, reached.interest_id, reached.reached_at
              from (select entry.group_id, grp.name, grp.account_key, grp.interest_id, grp.created_at,
                           min(entry.at) as reached_at
                      from buying_group_history as entry
                      join buying_group as grp on grp.sandbox_id = entry.sandbox_id and grp.id = entry.group_id
                     where entry.sandbox_id = $1 and entry.kind = any($2) and entry.at between $5 and $6
                       and case when entry.kind = any($2) then entry.new_value::numeric >= $3 end
                       and not grp.deleted and entry.at >= grp.created_at
                       and ($4::uuid is null or grp.interest_id = $4)
                     group by entry.group_id, grp.name, grp.account_key, grp.interest_id, grp.created_at) as reached
             where (reached.reached_at, reached.group_id) > ($7, $8)
               and not exists (select 1 from buying_group_history as earlier
                                where earlier.sandbox_id = $1 and earlier.group_id = reached.group_id
                                  and earlier.kind = any($2) and earlier.at >= reached.created_at and earlier.at < $5
                                  and case when earlier.kind = any($2) then earlier.new_value::numeric >= $3 end)
             order by reached.reached_at, reached.group_id limit $9""";

    /** A group by its id, whether it is deleted or not: it was there once. */
    record Known(UUID id, String name, String accountKey, UUID interestId, Instant createdAt) {}

    /** A group as it was. */
    record ListedAt(
            UUID id,
            String name,
            String accountKey,
            UUID interestId,
            long revision,
            BigDecimal completeness,
            @Nullable BigDecimal engagement,
            @Nullable String stage,
            @Nullable String status,
            long members) {}

    Uni<Optional<Known>> find(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("""
                        select id, name, account_key, interest_id, created_at from buying_group
                         where sandbox_id = $1 and id = $2""")
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> rows.stream()
                        .map(row -> new Known(
                                row.getUUID("id"),
                                row.getString("name"),
                                row.getString("account_key"),
                                row.getUUID("interest_id"),
                                Trace.instant(row, "created_at")))
                        .findFirst());
    }

    /** Entries that fold to what all up to the instant fold to. */
    Uni<List<HistoryEntry>> upTo(SqlConnection connection, int sandboxId, UUID id, Instant at) {
        return connection
                .preparedQuery(LAST_UP_TO)
                .execute(Tuple.of(sandboxId, id, Trace.column(at))
                        .addArrayOfString(OTHER_KINDS)
                        .addArrayOfString(MEMBER_KINDS))
                .map(HistoryStatements::entries);
    }

    /** What {@link GroupTimes} are counted from. */
    Uni<List<HistoryEntry>> life(SqlConnection connection, int sandboxId, UUID id) {
        return connection.preparedQuery(LIFE).execute(Tuple.of(sandboxId, id)).map(HistoryStatements::entries);
    }

    Uni<List<ListedAt>> listAt(
            SqlConnection connection,
            int sandboxId,
            Instant at,
            @Nullable UUID after,
            @Nullable UUID interestId,
            int limit) {
        return connection
                .preparedQuery(LIST_AT)
                .execute(Tuple.of(sandboxId, Trace.column(at), after == null ? Cursor.FIRST_ID : after)
                        .addUUID(interestId)
                        .addInteger(limit))
                .map(rows -> rows.stream()
                        .map(row -> new ListedAt(
                                row.getUUID("id"),
                                row.getString("name"),
                                row.getString("account_key"),
                                row.getUUID("interest_id"),
                                row.getLong("revision"),
                                row.getBigDecimal("completeness"),
                                row.getBigDecimal("engagement"),
                                row.getString("stage"),
                                row.getString("status"),
                                row.getLong("members")))
                        .toList());
    }

    /** Each value the group took from the one that held at the beginning on. */
    Uni<List<SeriesPoint>> series(
            SqlConnection connection,
            int sandboxId,
            UUID id,
            SeriesMetric metric,
            Instant from,
            Instant to,
            HistoryPlace after,
            int limit) {
        String sql = "with point as (" + metric.points() + """
                )
                (select revision, place, at, value from point
                  where at <= $3 and $5 < 0 order by revision desc, place desc limit 1)
                union all
                (select revision, place, at, value from point
                  where at > $3 and at <= $4 and (revision, place) > ($5, $6)
                  order by revision, place limit $7)""";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sandboxId, id, Trace.column(from), Trace.column(to))
                        .addLong(after.revision())
                        .addInteger(after.place())
                        .addInteger(limit))
                .map(rows -> rows.stream().map(HistoryStatements::point).toList());
    }

    /**
     * Every time since the group was last created that the value began, or ceased, to be at least this: so many of the first
     * and, if there were more, the last one.
     */
    Uni<List<Crossing>> crossings(
            SqlConnection connection, int sandboxId, UUID id, SeriesMetric metric, BigDecimal value, int limit) {
        String sql = "with point as (" + metric.points() + """
                ), marked as (
                  select revision, place, at, value >= $3 as holds,
                         lag(value >= $3) over (order by revision, place) as held
                    from point
                   where revision >= (select max(revision) from buying_group_history
                                       where sandbox_id = $1 and group_id = $2 and kind = 'CREATED')),
                crossing as (
                  select at, holds, row_number() over (order by revision, place) as number, count(*) over () as crossings
                    from marked
                   where holds is distinct from coalesce(held, false))
                select at, holds from crossing where number <= $4 or number = crossings order by number""";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sandboxId, id, value, limit))
                .map(rows -> rows.stream()
                        .map(row -> new Crossing(Trace.instant(row, "at"), row.getBoolean("holds")))
                        .toList());
    }

    /** Present groups by when they first were at least at this value. */
    Uni<List<ReachedView>> reachedByAll(
            SqlConnection connection,
            int sandboxId,
            SeriesMetric metric,
            BigDecimal value,
            @Nullable UUID interestId,
            Instant from,
            Instant to,
            ReachedPlace after,
            int limit) {
        String[] kinds = metric == SeriesMetric.ENGAGEMENT
                ? new String[] {"ENGAGEMENT_CHANGED"}
                : new String[] {"CREATED", "COMPLETENESS_CHANGED"};
        return connection
                .preparedQuery(REACHED_BY_ALL)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(kinds)
                        .addBigDecimal(value)
                        .addUUID(interestId)
                        .addOffsetDateTime(Trace.column(after.at().isAfter(from) ? after.at() : from))
                        .addOffsetDateTime(Trace.column(to))
                        .addOffsetDateTime(Trace.column(after.at()))
                        .addUUID(after.id())
                        .addInteger(limit))
                .map(HistoryStatements::reached);
    }

    private static List<ReachedView> reached(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new ReachedView(
                        row.getUUID("group_id"),
                        row.getString("name"),
                        row.getString("account_key"),
                        row.getUUID("interest_id"),
                        Trace.instant(row, "reached_at")))
                .toList();
    }

    private static SeriesPoint point(Row row) {
        return new SeriesPoint(
                Trace.instant(row, "at"), row.getBigDecimal("value"), row.getLong("revision"), row.getInteger("place"));
    }

    private static String[] kinds(boolean ofMembers) {
        return Arrays.stream(GroupFact.Kind.values())
                .filter(kind -> HistoryEntry.OF_MEMBERS.contains(kind) == ofMembers)
                .map(Enum::name)
                .toArray(String[]::new);
    }

    private static List<HistoryEntry> entries(RowSet<Row> rows) {
        return rows.stream().map(HistoryStatements::entry).toList();
    }

    private static HistoryEntry entry(Row row) {
        String person = row.getString("person_key");
        return new HistoryEntry(
                row.getLong("revision"),
                row.getInteger("place"),
                Trace.instant(row, "at"),
                GroupFact.Kind.valueOf(row.getString("kind")),
                person,
                row.getString("role"),
                person == null ? null : Source.valueOf(row.getString("source")),
                person == null ? null : Cause.valueOf(row.getString("cause")),
                row.getString("decided_by"),
                row.getString("new_value"),
                row.getBigDecimal("completeness"));
    }
}

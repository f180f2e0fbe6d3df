package io.coterie.buyinggroup.insight;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.parameter.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts what happened in roles. Every connection has entered its sandbox. */
@ApplicationScoped
class InsightStatements {

    private static final String OF_INTEREST = """
             (cardinality($5::text[]) = 0 or interest.id::text = any($5) or lower(interest.name) = any($5))
            """;

    private static final String ACQUISITION = """
            select date_trunc('month', entry.at at time zone 'UTC')::date as month, entry.role, count(*) as count
              from buying_group_history as entry
              join buying_group as grp on grp.sandbox_id = entry.sandbox_id and grp.id = entry.group_id
              join solution_interest as interest
                on interest.sandbox_id = grp.sandbox_id and interest.id = grp.interest_id
             where entry.sandbox_id = $1 and entry.kind = 'MEMBER_ASSIGNED' and entry.at >= $2 and entry.at < $3
               and (cardinality($4::text[]) = 0 or lower(entry.role) = any($4)) and
            """ + OF_INTEREST + " group by 1, 2 order by 1, 2";

    /** A person who holds a role in several groups counts once in it, and once for each interest. */
    private static final String HOLDERS = """
            with holder as (
              select distinct member.person_key, member.role, INTEREST
                from buying_group_member as member
                join buying_group as grp on grp.sandbox_id = member.sandbox_id and grp.id = member.group_id
                join solution_interest as interest
                  on interest.sandbox_id = grp.sandbox_id and interest.id = grp.interest_id
               where member.sandbox_id = $1 and member.active and not grp.deleted
                 and (cardinality($4::text[]) = 0 or lower(member.role) = any($4)) and""" + OF_INTEREST + ")\n";

    private static final String DID = """
              from holder
              join daily_activity as activity
                on activity.sandbox_id = $1 and activity.person_key = holder.person_key
               and activity.day between $2 and $3 and activity.activity_type = any($6)
            """;

    private static final String CAPPED = "sum(least(activity.count, " + EngagementActivities.DAILY_CAP + "))";

    private static final String BY_ROLE =
            HOLDERS.replace("INTEREST", "null::uuid as interest_id, null as interest") + "select role, "
                    + "null::uuid as interest_id, null as interest, " + CAPPED
                    + " as activities, count(distinct holder.person_key) as people" + "\n" + DID
                    + " group by role order by activities desc, role";

    private static final String BY_ROLE_AND_INTEREST =
            HOLDERS.replace("INTEREST", "interest.id as interest_id, interest.name as interest")
                    + "select role, interest_id, interest, " + CAPPED
                    + " as activities, count(distinct holder.person_key) as people\n" + DID
                    + " group by role, interest_id, interest order by activities desc, role, interest";

    private static final String BY_MONTH = HOLDERS.replace("INTEREST", "null::uuid as interest_id, null as interest")
            + "select date_trunc('month', activity.day)::date as month, role, " + CAPPED + " as count\n" + DID
            + " group by 1, 2 order by 1, 2";

    Uni<List<RoleMonth>> acquisition(
            SqlConnection connection, int sandboxId, Days days, String[] roles, String[] interests) {
        return connection
                .preparedQuery(ACQUISITION)
                .execute(Tuple.of(sandboxId)
                        .addOffsetDateTime(Trace.column(days.start()))
                        .addOffsetDateTime(Trace.column(days.end()))
                        .addArrayOfString(roles)
                        .addArrayOfString(interests))
                .map(InsightStatements::months);
    }

    Uni<List<RoleMonth>> engagementByMonth(
            SqlConnection connection, int sandboxId, Days days, String[] roles, String[] interests, String[] kinds) {
        return connection
                .preparedQuery(BY_MONTH)
                .execute(parameters(sandboxId, days, roles, interests, kinds))
                .map(InsightStatements::months);
    }

    Uni<List<RoleEngagement>> engagement(
            SqlConnection connection,
            int sandboxId,
            Days days,
            String[] roles,
            String[] interests,
            String[] kinds,
            boolean byInterest) {
        return connection
                .preparedQuery(byInterest ? BY_ROLE_AND_INTEREST : BY_ROLE)
                .execute(parameters(sandboxId, days, roles, interests, kinds))
                .map(rows -> rows.stream()
                        .map(row -> new RoleEngagement(
                                row.getString("role"),
                                row.getUUID("interest_id"),
                                row.getString("interest"),
                                row.getLong("activities"),
                                row.getLong("people")))
                        .toList());
    }

    private static Tuple parameters(int sandboxId, Days days, String[] roles, String[] interests, String[] kinds) {
        return Tuple.of(sandboxId)
                .addLocalDate(days.from())
                .addLocalDate(days.to())
                .addArrayOfString(roles)
                .addArrayOfString(interests)
                .addArrayOfString(kinds);
    }

    private static List<RoleMonth> months(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new RoleMonth(row.getLocalDate("month"), row.getString("role"), row.getLong("count")))
                .toList();
    }
}

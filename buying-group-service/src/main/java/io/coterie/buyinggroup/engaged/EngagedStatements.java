package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.browse.SearchSql;
import io.coterie.buyinggroup.insight.EngagementActivities;
import io.coterie.buyinggroup.parameter.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts and lists who engages. Every connection has entered its sandbox. */
@ApplicationScoped
class EngagedStatements {

    /**
     * Accounts and groups asked for, the people of the ones, the members of the others, and what all of them did
     * (D-68).
     */
    private static final String PEOPLE = """
            , member as (
              select held.group_id, held.person_key
                from buying_group_member as held
                join grp on grp.id = held.group_id
               where held.sandbox_id = $1 and held.active
                 and (cardinality(ROLES::text[]) = 0 or lower(held.role) = any(ROLES))),
            people as (
              select grp.account_key, member.person_key
                from member join grp on grp.id = member.group_id
               where cardinality(ROLES::text[]) > 0
              union
              select relation.account_key, relation.person_key
                from known_account as known
                join person_account as relation
                  on relation.sandbox_id = $1 and relation.account_key = known.account_key
                join person on person.sandbox_id = $1 and person.person_key = relation.person_key
               where cardinality(ROLES::text[]) = 0 and not person.deleted
                 and (person.document ->> 'testProfile') is distinct from 'true'),
            did as (
              select activity.person_key, sum(least(activity.count, CAP)) as activities, max(activity.day) as last_day
                from daily_activity as activity
               where activity.sandbox_id = $1 and activity.day between FROM_DAY and TO_DAY
                 and activity.activity_type = any(KINDS)
                 and activity.person_key in (select person_key from people union select person_key from member)
               group by activity.person_key)
            """;

    private static final String COUNTS = """
            select (select count(*) from known_account) as accounts,
                   (select count(distinct account_key) from people join did using (person_key)) as engaged_accounts,
                   (select count(*) from grp) as groups,
                   (select count(distinct group_id) from member join did using (person_key)) as engaged_groups,
                   (select count(distinct person_key) from people) as people,
                   (select count(distinct person_key) from people join did using (person_key)) as engaged_people""";

    private static final String BY_MONTH = """
            select month::date as month,
                   (select count(distinct people.account_key)
                      from people
                      join daily_activity as activity
                        on activity.sandbox_id = $1 and activity.person_key = people.person_key
                     where activity.day between greatest(month::date, FROM_DAY)
                                            and least((month + interval '1 month')::date - 1, TO_DAY)
                       and activity.activity_type = any(KINDS)) as engaged,
                   (select count(*) from known_account) as accounts
              from generate_series(date_trunc('month', FROM_DAY::timestamp), TO_DAY::timestamp, interval '1 month')
                as month
             order by month""";

    /** What is asked for, as parameters. */
    record Question(GroupSearch search, Days days, List<String> roles, List<String> kinds) {}

    Uni<EngagedView> view(SqlConnection connection, int sandboxId, Question question) {
        SearchSql counts = SearchSql.of(sandboxId, question.search());
        SearchSql months = SearchSql.of(sandboxId, question.search());
        String countsSql = statement(counts, question, COUNTS);
        String monthsSql = statement(months, question, BY_MONTH);
        return connection
                .preparedQuery(countsSql)
                .execute(counts.parameters())
                .map(rows -> rows.iterator().next())
                .chain(row -> connection
                        .preparedQuery(monthsSql)
                        .execute(months.parameters())
                        .map(rows -> new EngagedView(
                                EngagedView.Split.of(row.getLong("accounts"), row.getLong("engaged_accounts")),
                                EngagedView.Split.of(row.getLong("groups"), row.getLong("engaged_groups")),
                                EngagedView.Split.of(row.getLong("people"), row.getLong("engaged_people")),
                                rows.stream().map(EngagedStatements::month).toList())));
    }

    Uni<List<EngagedLine>> lines(
            SqlConnection connection,
            int sandboxId,
            Question question,
            Population population,
            EngagedPlace after,
            int limit) {
        SearchSql sql = SearchSql.of(sandboxId, question.search());
        String statement = statement(
                sql,
                question,
                "select * from (" + population.lines() + ") as line where (-activities, key) > (-"
                        + sql.bind(after.activities()) + "::bigint, " + sql.bind(after.key())
                        + "::text) order by activities desc, key limit " + sql.bind(limit));
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters())
                .map(rows -> rows.stream().map(EngagedStatements::line).toList());
    }

    private static String statement(SearchSql sql, Question question, String select) {
        String groups = "with grp as (select grp.id, grp.name, grp.account_key, grp.interest_id, interest.name as"
                + " interest, account.document ->> 'accountName' as account_name" + SearchSql.FROM + sql.where() + ")";
        return (groups + ", known_account as (" + accounts(sql, question) + ")" + PEOPLE + select)
                .replace("ROLES", sql.bind(question.roles().toArray(String[]::new)))
                .replace("KINDS", sql.bind(question.kinds().toArray(String[]::new)))
                .replace("FROM_DAY", sql.bind(question.days().from()) + "::date")
                .replace("TO_DAY", sql.bind(question.days().to()) + "::date")
                .replace("CAP", Integer.toString(EngagementActivities.DAILY_CAP));
    }

    /** Only in groups does anybody hold a role. */
    private static String accounts(SearchSql sql, Question question) {
        return question.roles().isEmpty() ? sql.knownAccounts("grp", question.search()) : SearchSql.accountsOf("grp");
    }

    private static EngagedView.Month month(Row row) {
        long engaged = row.getLong("engaged");
        return new EngagedView.Month(row.getLocalDate("month"), engaged, row.getLong("accounts") - engaged);
    }

    private static EngagedLine line(Row row) {
        long activities = row.getLong("activities");
        return new EngagedLine(
                row.getString("key"),
                row.getString("name"),
                activities > 0 ? "engaged" : "notEngaged",
                activities,
                row.getLocalDate("last_day"),
                row.getLong("people_engaged"),
                row.getString("account_key"),
                row.getString("account_name"),
                row.getUUID("interest_id"),
                row.getString("interest"),
                row.getString("email"));
    }
}

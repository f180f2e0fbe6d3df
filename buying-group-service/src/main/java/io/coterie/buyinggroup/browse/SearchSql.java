package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.definition.Trace;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A search as SQL. Only what is asked for becomes a condition, so that each search can use the index that suits it. The
 * query it ends up in names the group {@code grp}, its account {@code account} and its interest {@code interest}, as
 * {@link #FROM} does.
 */
public final class SearchSql {

    /** Groups with what lists show of them beside their own columns. */
    public static final String FROM = """
             from buying_group as grp
             join solution_interest as interest
               on interest.sandbox_id = grp.sandbox_id and interest.id = grp.interest_id
             left join account on account.sandbox_id = grp.sandbox_id and account.account_key = grp.account_key
            """;

    /** Who may enter a published journey: accounts without a name may not (ACC-01). */
    private static final String OF_JOURNEYS = """
            select account.account_key
              from journey_reference as journey
              join audience_account as listed
                on listed.sandbox_id = $1 and listed.audience_id = journey.audience_id and listed.member
              join account
                on account.sandbox_id = $1 and account.account_key = listed.account_key
               and not account.deleted and account.document ->> 'accountName' is not null
             where journey.sandbox_id = $1 and journey.audience_id is not null""";

    private final StringBuilder where = new StringBuilder(" where grp.sandbox_id = $1 and not grp.deleted");
    private final StringBuilder ofAccount = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private SearchSql(int sandboxId) {
        parameters.add(sandboxId);
    }

    /** All present groups of the sandbox that the search means. */
    public static SearchSql of(int sandboxId, GroupSearch search) {
        SearchSql sql = new SearchSql(sandboxId);
        sql.contains("grp.name", search.name());
        sql.definition("interest.id", "interest.name", search.solutionInterest());
        sql.template(search.rolesTemplate());
        sql.account(search.account());
        sql.sameText("grp.status", search.status());
        sql.anyText("grp.stage", search.stage());
        sql.unassigned(search.unassignedRole());
        sql.missing(search.missingRole());
        sql.compare("grp.completeness >= ", search.minCompleteness());
        sql.compare("grp.completeness <= ", search.maxCompleteness());
        sql.compare("coalesce(grp.engagement, 0) >= ", search.minEngagement());
        sql.compare("coalesce(grp.engagement, 0) <= ", search.maxEngagement());
        sql.band("grp.completeness", search.completenessBand());
        sql.band("coalesce(grp.engagement, 0)", search.engagementBand());
        sql.qualified(search.qualified());
        sql.outOfAudience(search.outOfAudience());
        sql.accountText("{accountOrganization,industry}", search.industry());
        sql.accountText("{accountBillingAddress,region}", search.region());
        sql.accountText("{accountBillingAddress,country}", search.country());
        sql.instant("grp.created_at >= ", search.createdFrom());
        sql.instant("grp.created_at < ", search.createdTo());
        return sql;
    }

    /** Adds a parameter and answers its placeholder. */
    public String bind(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    /** Adds a condition that must hold, too. */
    public void and(String condition) {
        where.append("\n   and ").append(condition);
    }

    /** The conditions, beginning with {@code where}. */
    public String where() {
        return where.toString();
    }

    /** The keys of the accounts that have one of these groups, each once. */
    public static String accountsOf(String groups) {
        return "select distinct account_key from " + groups;
    }

    /**
     * The same and, for a search that asks nothing of groups, the accounts that are known through journeys (D-68,
     * ACC-02): members of the audience of a published one, as far as the search means them.
     */
    public String knownAccounts(String groups, GroupSearch search) {
        return search.asksOfAccountsOnly()
                ? "select account_key from " + groups + " union " + OF_JOURNEYS + ofAccount
                : accountsOf(groups);
    }

    public Tuple parameters() {
        Tuple tuple = Tuple.tuple();
        parameters.forEach(tuple::addValue);
        return tuple;
    }

    private void contains(String column, @Nullable String part) {
        if (part != null) {
            and("position(lower(" + bind(part) + ") in lower(" + column + ")) > 0");
        }
    }

    private void definition(String id, String name, List<String> idsOrNames) {
        if (!idsOrNames.isEmpty()) {
            String values = bind(lower(idsOrNames));
            and("(" + id + "::text = any(" + values + ") or lower(" + name + ") = any(" + values + "))");
        }
    }

    private void template(List<String> idsOrNames) {
        if (!idsOrNames.isEmpty()) {
            String values = bind(lower(idsOrNames));
            and("exists (select 1 from roles_template as template"
                    + " where template.sandbox_id = grp.sandbox_id and template.id = interest.template_id"
                    + " and (template.id::text = any(" + values + ") or lower(template.name) = any(" + values + ")))");
        }
    }

    private void account(List<String> keys) {
        if (!keys.isEmpty()) {
            String values = bind(keys.toArray(String[]::new));
            and("grp.account_key = any(" + values + ")");
            ofAccount.append("\n and account.account_key = any(").append(values).append(')');
        }
    }

    private void accountText(String path, List<String> values) {
        if (!values.isEmpty()) {
            String condition = "lower(account.document #>> '" + path + "') = any(" + bind(lower(values)) + ")";
            and(condition);
            ofAccount.append("\n and ").append(condition);
        }
    }

    private void anyText(String column, List<String> values) {
        if (!values.isEmpty()) {
            and("lower(" + column + ") = any(" + bind(lower(values)) + ")");
        }
    }

    private void sameText(String column, @Nullable String value) {
        if (value != null) {
            and("lower(" + column + ") = lower(" + bind(value) + ")");
        }
    }

    private void unassigned(List<String> roles) {
        if (!roles.isEmpty()) {
            and("exists (select 1 from jsonb_array_elements(grp.roles) as listed"
                    + " where (listed ->> 'assigned')::int = 0 and lower(listed ->> 'role') = any("
                    + bind(lower(roles)) + "))");
        }
    }

    private void missing(@Nullable String role) {
        if (role != null) {
            and("exists (select 1 from unnest(grp.missing_roles) as missing where lower(missing) = lower(" + bind(role)
                    + "))");
        }
    }

    private void compare(String comparison, @Nullable Object value) {
        if (value != null) {
            and(comparison + bind(value));
        }
    }

    private void band(String score, @Nullable ScoreBand band) {
        if (band != null) {
            and("round(" + score + ") between " + band.least() + " and " + band.most());
        }
    }

    private void qualified(@Nullable Boolean wanted) {
        if (wanted != null) {
            and("grp.qualified_since is " + (wanted ? "not " : "") + "null");
        }
    }

    private void outOfAudience(@Nullable Boolean wanted) {
        if (wanted != null) {
            and((wanted ? "" : "not ") + "grp.out_of_audience");
        }
    }

    private void instant(String comparison, @Nullable Instant value) {
        if (value != null) {
            and(comparison + bind(Trace.column(value)));
        }
    }

    private static String[] lower(List<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }
}

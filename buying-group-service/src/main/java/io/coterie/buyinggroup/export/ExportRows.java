package io.coterie.buyinggroup.export;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.browse.SearchSql;
import io.coterie.buyinggroup.csv.Csv;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The rows of an export (D-52), page by page in the order of the groups' ids. */
@ApplicationScoped
class ExportRows {

    static final List<String> COLUMNS = List.of(
            "accountKey",
            "accountName",
            "domain",
            "industry",
            "country",
            "buyingGroup",
            "solutionInterest",
            "status",
            "stage",
            "completeness",
            "engagement",
            "unassignedRoles");

    private static final String SELECT = """
            select grp.id, grp.account_key, account.document ->> 'accountName' as account_name,
                   account.document #>> '{accountOrganization,website}' as domain,
                   account.document #>> '{accountOrganization,industry}' as industry,
                   account.document #>> '{accountBillingAddress,country}' as country,
                   grp.name, interest.name as interest, grp.status, grp.stage, grp.completeness, grp.engagement,
                   array(select listed ->> 'role' from jsonb_array_elements(grp.roles) as listed
                          where (listed ->> 'assigned')::int = 0) as unassigned
            """;

    /**
     * One page as CSV.
     *
     * @param last the last group's id, after which the next page begins
     */
    record Written(String csv, int rows, UUID last) {}

    Uni<Written> after(SqlConnection connection, int sandboxId, GroupSearch search, UUID after, int limit) {
        SearchSql sql = SearchSql.of(sandboxId, search);
        sql.and("grp.id > " + sql.bind(after));
        String statement = SELECT + SearchSql.FROM + sql.where() + " order by grp.id limit " + sql.bind(limit);
        return connection.preparedQuery(statement).execute(sql.parameters()).map(rows -> {
            StringBuilder csv = new StringBuilder();
            UUID last = after;
            for (Row row : rows) {
                csv.append(Csv.row(cells(row)));
                last = row.getUUID("id");
            }
            return new Written(csv.toString(), rows.size(), last);
        });
    }

    private static List<Object> cells(Row row) {
        return Arrays.asList(
                row.getString("account_key"),
                row.getString("account_name"),
                row.getString("domain"),
                row.getString("industry"),
                row.getString("country"),
                row.getString("name"),
                row.getString("interest"),
                row.getString("status"),
                row.getString("stage"),
                row.getBigDecimal("completeness"),
                row.getBigDecimal("engagement"),
                String.join("; ", row.getArrayOfStrings("unassigned")));
    }
}

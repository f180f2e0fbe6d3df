package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.Parameter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Finds groups page by page. Every connection has entered its sandbox. */
@ApplicationScoped
public class GroupFinder {

    /** A group in a list, with the sort key that a cursor takes up. */
    record Found(UUID id, String key) {}

    Uni<List<Found>> find(SqlConnection connection, int sandboxId, GroupSearch search, SearchPlace after, int limit) {
        GroupSort sort = after.sort();
        SearchSql sql = SearchSql.of(sandboxId, search);
        if (after.id() != null) {
            sql.and("(" + sort.key().expression() + ", grp.id) " + (sort.descending() ? "<" : ">") + " ("
                    + sql.bind(after.key()) + "::text::" + sort.key().type() + ", " + sql.bind(after.id()) + ")");
        }
        String page = "select grp.id, " + sort.key().expression() + " as sort_key" + SearchSql.FROM + sql.where()
                + sort.order() + " limit " + sql.bind(limit);
        String statement =
                "select id, " + sort.key().text() + " as key_text from (" + page + ") as page" + sort.order();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters())
                .map(rows -> rows.stream()
                        .map(row -> new Found(row.getUUID("id"), row.getString("key_text")))
                        .toList());
    }

    /**
     * Refuses a search that names an interest or a template that is not there: a typing error must not look like an
     * empty list. Groups keep roles and stages that no definition has any more, so any name of those is one to look
     * for.
     */
    public Uni<Void> requireKnown(SqlConnection connection, int sandboxId, GroupSearch search) {
        return requireKnown(
                        connection,
                        sandboxId,
                        "solution_interest where not deleted and",
                        "solutionInterest",
                        "a solution interest",
                        search.solutionInterest())
                .chain(() -> requireKnown(
                        connection,
                        sandboxId,
                        "roles_template where",
                        "rolesTemplate",
                        "a roles template",
                        search.rolesTemplate()));
    }

    private static Uni<Void> requireKnown(
            SqlConnection connection,
            int sandboxId,
            String where,
            String parameter,
            String what,
            List<String> idsOrNames) {
        if (idsOrNames.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] names =
                idsOrNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        return connection
                .preparedQuery("select asked from unnest($2::text[]) as asked where not exists (select 1 from " + where
                        + " sandbox_id = $1 and (id::text = asked or lower(name) = asked)) limit 1")
                .execute(Tuple.of(sandboxId).addArrayOfString(names))
                .invoke(rows -> rows.forEach(row -> {
                    throw Parameter.refused(
                            parameter,
                            "Expected the id or name of " + what + ", but '" + row.getString("asked") + "' is none.");
                }))
                .replaceWithVoid();
    }
}

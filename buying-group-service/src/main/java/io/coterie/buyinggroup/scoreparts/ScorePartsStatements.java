package io.coterie.buyinggroup.scoreparts;

import io.coterie.buyinggroup.definition.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads stored scores with their parts. Every connection has entered its sandbox. */
@ApplicationScoped
class ScorePartsStatements {

    private static final String OF_GROUP = """
            select grp.id, found.raw, found.root, found.score, found.model_id, found.window_from, found.window_to,
                   found.run_id, found.updated_at
              from buying_group as grp
              left join group_engagement as found on found.sandbox_id = $1 and found.group_id = grp.id
             where grp.sandbox_id = $1 and grp.id = $2 and not grp.deleted""";

    private static final String OF_MEMBERS = """
            select member.person_key, member.role, found.raw, found.root, found.score, found.model_id,
                   found.window_from, found.window_to, found.run_id, found.updated_at
              from buying_group_member as member
              left join lateral (select * from person_engagement
                                  where sandbox_id = $1 and person_key = member.person_key offset 0) as found
                on true
             where member.sandbox_id = $1 and member.group_id = $2 and member.active and member.person_key > $3
             order by member.person_key limit $4""";

    /** Nothing when there is no such group. */
    Uni<Optional<GroupParts>> ofGroup(SqlConnection connection, int sandboxId, UUID groupId) {
        return connection
                .preparedQuery(OF_GROUP)
                .execute(Tuple.of(sandboxId, groupId))
                .map(rows -> rows.stream()
                        .map(row -> new GroupParts(row.getUUID("id"), parts(row)))
                        .findFirst());
    }

    /** The members in the order of their keys. */
    Uni<List<MemberParts>> ofMembers(SqlConnection connection, int sandboxId, UUID groupId, String after, int limit) {
        return connection
                .preparedQuery(OF_MEMBERS)
                .execute(Tuple.of(sandboxId, groupId, after, limit))
                .map(rows -> rows.stream()
                        .map(row -> new MemberParts(row.getString("person_key"), row.getString("role"), parts(row)))
                        .toList());
    }

    private static @Nullable ScoreParts parts(Row row) {
        return row.getUUID("run_id") == null
                ? null
                : new ScoreParts(
                        row.getDouble("raw"),
                        row.getDouble("root"),
                        row.getDouble("score"),
                        row.getUUID("model_id"),
                        row.getLocalDate("window_from"),
                        row.getLocalDate("window_to"),
                        row.getUUID("run_id"),
                        Trace.instant(row, "updated_at"));
    }
}

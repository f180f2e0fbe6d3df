package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.definition.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When groups became ready for sales, each time. Every connection has entered its sandbox. */
@ApplicationScoped
public class QualificationHistory {

    /** A group that was deleted and made again is another one: what it was before does not count. */
    private static final String QUALIFIED_AT = """
            select history.group_id, history.at
              from buying_group_history as history
              join buying_group as grp on grp.sandbox_id = history.sandbox_id and grp.id = history.group_id
             where history.sandbox_id = $1 and history.group_id = any($2) and history.kind = 'QUALIFIED'
               and grp.id = any($2) and history.at >= grp.created_at""";

    /** By group; groups that never were are left out. */
    public Uni<Map<UUID, List<Instant>>> of(SqlConnection connection, int sandboxId, Collection<UUID> groupIds) {
        if (groupIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(QUALIFIED_AT)
                .execute(Tuple.of(sandboxId).addArrayOfUUID(groupIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<Instant>> qualified = new HashMap<>();
                    rows.forEach(row -> qualified
                            .computeIfAbsent(row.getUUID("group_id"), id -> new ArrayList<>())
                            .add(Trace.instant(row, "at")));
                    return qualified;
                });
    }
}

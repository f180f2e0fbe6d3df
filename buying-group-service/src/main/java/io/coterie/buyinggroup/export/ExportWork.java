package io.coterie.buyinggroup.export;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The exports to be written, across sandboxes; a claimed one is its worker's until the transaction ends. */
@ApplicationScoped
class ExportWork {

    /** The sandboxes take turns, so that one's many exports do not hold up another's one. */
    private static final String CLAIM = """
            select position, sandbox_id, export_id, attempts from export_work
             where retry_at <= clock_timestamp()
             order by sandbox_id <= $1, sandbox_id, position limit 1 for update skip locked""";

    /** Waits longer each time, so that one that always fails does not hold up the others. */
    private static final String POSTPONE = """
            update export_work
               set attempts = attempts + 1, retry_at = clock_timestamp() + interval '1 second' * power(2, attempts)
             where sandbox_id = $1 and position = $2""";

    /** @param attempts that failed already */
    record Task(long position, int sandboxId, UUID exportId, int attempts) {}

    /** @param lastSandbox whose turn was last */
    Uni<Optional<Task>> claim(SqlConnection connection, int lastSandbox) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(lastSandbox))
                .map(rows -> rows.stream()
                        .map(row -> new Task(
                                row.getLong("position"),
                                row.getInteger("sandbox_id"),
                                row.getUUID("export_id"),
                                row.getInteger("attempts")))
                        .findFirst());
    }

    Uni<Void> done(SqlConnection connection, Task task) {
        return connection
                .preparedQuery("delete from export_work where sandbox_id = $1 and position = $2")
                .execute(Tuple.of(task.sandboxId(), task.position()))
                .replaceWithVoid();
    }

    Uni<Void> postpone(SqlConnection connection, Task task) {
        return connection
                .preparedQuery(POSTPONE)
                .execute(Tuple.of(task.sandboxId(), task.position()))
                .replaceWithVoid();
    }
}

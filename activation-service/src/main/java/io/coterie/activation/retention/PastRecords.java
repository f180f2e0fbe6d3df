package io.coterie.activation.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Rows of one table that say what is over. */
public interface PastRecords {

    /** Deletes rows of what was over before an instant; answers how many, at most {@code limit}. */
    Uni<Integer> forget(SqlConnection connection, int sandboxId, Instant before, int limit);
}

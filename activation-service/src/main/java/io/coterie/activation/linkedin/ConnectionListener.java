package io.coterie.activation.linkedin;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;

/** Hears in the same transaction that a connection has been changed, and so may work again. */
public interface ConnectionListener {

    Uni<Void> connectionChanged(SqlConnection connection, int sandboxId, UUID connectionId);
}

package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A capability that every sandbox needs something from, before anything else happens in it. It is told in the transaction
 * in which the sandbox becomes known, and once more whenever its state is read again.
 */
public interface SandboxFollower {

    Uni<Void> sandboxKnown(SqlConnection connection, Sandbox sandbox);
}

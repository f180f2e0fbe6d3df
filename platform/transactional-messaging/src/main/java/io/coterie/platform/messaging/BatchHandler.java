package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * Applies events of one sandbox inside the transaction of their batch, which has entered the sandbox. It may run again
 * for the same events, alone or together with others, so it writes set-wise and applies only what is newer or new.
 */
@FunctionalInterface
public interface BatchHandler {

    Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events);
}

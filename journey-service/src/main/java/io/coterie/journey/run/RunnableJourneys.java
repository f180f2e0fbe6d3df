package io.coterie.journey.run;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Where runs find their journeys. */
public interface RunnableJourneys {

    /**
     * The journeys, kept as they are until the transaction ends: whoever closes or aborts one waits, and then sees every
     * run that was begun before. A journey that cannot be run is missing from the answer.
     */
    Uni<Map<UUID, RunnableJourney>> hold(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids);
}

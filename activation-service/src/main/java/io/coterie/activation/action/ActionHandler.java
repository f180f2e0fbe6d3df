package io.coterie.activation.action;

import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;

/** A channel's way in. */
public interface ActionHandler {

    /** The kinds of actions it performs, constants of {@link JourneyAction}. */
    Set<String> kinds();

    /**
     * Takes in actions that were never taken in before, in the transaction that remembers them. Answers those that are
     * settled by that; the others are settled later through {@link ActionOutcomes}.
     */
    Uni<List<Settlement>> accept(SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions);
}

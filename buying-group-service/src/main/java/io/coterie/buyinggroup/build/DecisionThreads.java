package io.coterie.buyinggroup.build;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Where decisions are made. A few are made at once, on the event loop; many would keep every request of the loop waiting
 * and go to a worker, and what follows them comes back to the transaction's loop.
 */
@ApplicationScoped
class DecisionThreads {

    private final Vertx vertx;
    private final BuildConfig config;

    DecisionThreads(Vertx vertx, BuildConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Decides.
     *
     * @param people how many have to be looked at
     */
    <T> Uni<T> decide(int people, Supplier<T> decision) {
        return people <= config.decidedAtOnce()
                ? Uni.createFrom().item(decision)
                : vertx.executeBlocking(decision::get, false);
    }
}

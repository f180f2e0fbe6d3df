package io.coterie.simulators.linkedin;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** What every part of the running simulator works with; all of it on one event loop. */
record Workplace(
        Vertx vertx, Context context, LinkedInSettings settings, Ledger ledger, Faults faults, RequestLog requests) {

    Clock clock() {
        return settings.clock();
    }

    long now() {
        return settings.clock().millis();
    }

    Future<Void> commit(Change change) {
        return ledger.commit(context, change);
    }

    Future<Void> commit(List<? extends Change> changes) {
        return ledger.commit(context, changes);
    }
}

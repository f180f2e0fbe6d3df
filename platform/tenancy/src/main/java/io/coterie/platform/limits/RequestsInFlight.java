package io.coterie.platform.limits;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a request while as many are being answered as may be. One more would be answered no sooner: it would have its
 * token checked, wait for a connection, and keep the threads from those that have one, until nothing is answered at all.
 * So the look comes before everything else, and a refusal costs next to nothing. Anybody may keep a place of a public
 * endpoint by sending slowly, so those have as many places of their own. Quarkus' own load shedding answers
 * without a problem, and measures how long requests take, which streamed bodies make meaningless.
 */
@ApplicationScoped
class RequestsInFlight {

    /** Health, metrics and documents are answered always: a service that is busy is not dead. */
    private static final String COUNTED = "/v1/";

    private static final int FIRST = -RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 2;

    private final PublicEndpoints publicEndpoints;
    private final Places ofPublic;
    private final Places ofOthers;

    RequestsInFlight(
            PublicEndpoints publicEndpoints,
            @ConfigProperty(name = "coterie.http.max-concurrent-requests", defaultValue = "256") int maximum) {
        this.publicEndpoints = publicEndpoints;
        this.ofPublic = new Places(maximum);
        this.ofOthers = new Places(maximum);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    private void admit(RoutingContext exchange) {
        if (!exchange.normalizedPath().startsWith(COUNTED)) {
            exchange.next();
            return;
        }
        Places places = publicEndpoints.contain(exchange.normalizedPath()) ? ofPublic : ofOthers;
        if (places.take()) {
            exchange.addEndHandler(_ -> places.leave());
            exchange.next();
        } else {
            UnreadBody.passOver(exchange);
            ProblemAnswer.write(
                    exchange,
                    new ProblemException(
                            GenericError.UNAVAILABLE,
                            "Expected at most " + places.most() + " requests at a time; send this one again later."));
        }
    }

    private record Places(int most, AtomicInteger taken) {

        Places(int most) {
            this(most, new AtomicInteger());
        }

        boolean take() {
            if (taken.incrementAndGet() <= most) {
                return true;
            }
            leave();
            return false;
        }

        void leave() {
            var _ = taken.decrementAndGet();
        }
    }
}

package io.coterie.platform.limits;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses a body that is announced too large before any of it is read, and notes the limit of one whose length is not
 * announced for {@link UnannouncedBodies}. The server has a check of its own, which answers without a problem: this one
 * comes before it for what is announced, and takes back what it says about the rest.
 */
@ApplicationScoped
class LargeBodies {

    /** The limit of a body whose length is not announced; absent where the length is known. */
    static final String MAXIMUM = "io.coterie.max-body";

    private static final int SERVERS_CHECK = -RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT;

    private final BodyLimit limit;

    LargeBodies(BodyLimit limit) {
        this.limit = limit;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, SERVERS_CHECK + 1);
        filters.register(LargeBodies::liftServersLimit, SERVERS_CHECK - 1);
    }

    static ProblemException refusal(long maximum) {
        return new ProblemException(
                GenericError.PAYLOAD_TOO_LARGE, "Expected a body of at most " + maximum + " bytes.");
    }

    private void check(RoutingContext exchange) {
        long maximum = limit.of(exchange.request().method(), exchange.normalizedPath());
        String announced = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null) {
            exchange.put(MAXIMUM, maximum);
            exchange.next();
        } else if (Long.parseLong(announced) > maximum) {
            refuse(exchange, maximum);
        } else {
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange, long maximum) {
        UnreadBody.dropAfterAnswer(exchange);
        ProblemAnswer.write(exchange, refusal(maximum));
    }

    private static void liftServersLimit(RoutingContext exchange) {
        exchange.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        exchange.next();
    }
}

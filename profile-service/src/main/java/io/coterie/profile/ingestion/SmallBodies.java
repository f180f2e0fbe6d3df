package io.coterie.profile.ingestion;

import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Keeps every body but the bulk ones small: they are held in memory as a whole. The server's own limit has to be the
 * bulk bodies', which are streamed.
 */
@ApplicationScoped
class SmallBodies {

    private static final String BULK = "/bulk";

    /** After the server's own check, which puts its limit for bodies of unannounced length. */
    private static final int PRIORITY = 1;

    private final long maximum;

    SmallBodies(IngestionConfig config) {
        this.maximum = config.maxDocument().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, PRIORITY);
    }

    private void limit(RoutingContext exchange) {
        if (exchange.normalizedPath().endsWith(BULK)) {
            exchange.next();
            return;
        }
        String announced = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > maximum) {
            Problem problem = Problem.of(
                    GenericError.PAYLOAD_TOO_LARGE, "Expected a body of at most " + maximum + " bytes.", List.of());
            exchange.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(ContractJson.write(problem.at(exchange.normalizedPath())))
                    .onFailure(exchange::fail);
            return;
        }
        exchange.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, maximum);
        exchange.next();
    }
}

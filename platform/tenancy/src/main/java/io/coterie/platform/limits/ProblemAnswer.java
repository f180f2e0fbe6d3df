package io.coterie.platform.limits;

import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** A refusal from before the framework, in the form that its mappers give every other one. */
final class ProblemAnswer {

    private ProblemAnswer() {}

    static void write(RoutingContext exchange, ProblemException refusal) {
        Problem problem = refusal.problem().at(exchange.normalizedPath());
        problem.retryAfter()
                .ifPresent(seconds ->
                        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds.toSeconds())));
        exchange.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(ContractJson.write(problem))
                .onFailure(exchange::fail);
    }
}

package io.coterie.platform.limits;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * What a client still sends of a body that was refused. A connection that is closed under a client that sends takes the
 * answer with it, so the rest is dropped while it keeps coming, and the connection is closed then.
 */
final class UnreadBody {

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int MOST_SECONDS = 30;

    /** As much as is cheaper to read than a connection is to make. */
    private static final long SMALL = 64 * 1024;

    private UnreadBody() {}

    /** Keeps the connection for the client's next request, unless the body is long. To be called before the answer is written. */
    static void passOver(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        boolean isSmall = !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaders.EXPECT)
                && announced(request) <= SMALL;
        if (isSmall) {
            exchange.addEndHandler(_ -> exchange.vertx().runOnContext(_ -> ignore(request)));
        } else {
            dropAfterAnswer(exchange);
        }
    }

    /** To be called before the answer is written. */
    static void dropAfterAnswer(RoutingContext exchange) {
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.addEndHandler(_ -> exchange.vertx().runOnContext(_ -> drop(exchange)));
    }

    private static void drop(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        request.endHandler(_ -> request.connection().close());
        ignore(request);
        closeWhenQuiet(exchange, request.bytesRead(), MOST_SECONDS);
    }

    private static void ignore(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(_ -> {});
            request.resume();
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static void closeWhenQuiet(RoutingContext exchange, long before, int seconds) {
        exchange.vertx().setTimer(QUIET.toMillis(), _ -> {
            HttpServerRequest request = exchange.request();
            long now = request.bytesRead();
            if (now == before || seconds == 1) {
                request.connection().close();
            } else {
                closeWhenQuiet(exchange, now, seconds - 1);
            }
        });
    }
}

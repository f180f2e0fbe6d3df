package io.coterie.localstack.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends requests; when asked to, it repeats those that failed, where repeating cannot do anything twice. */
final class Calls {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SERVER_ERROR = 500;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final boolean repeats;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param repeats whether a service that does not answer, or answers that it cannot now, is asked again
     * @param patience for how long
     */
    Calls(boolean repeats, Duration patience, Clock clock) {
        this.repeats = repeats;
        this.patience = patience;
        this.clock = clock;
    }

    /** An exchange, for example one that reads a whole stream. */
    @FunctionalInterface
    interface Exchange<T> {
        T attempt() throws IOException, InterruptedException, UnavailableException;
    }

    /** The service answered that it cannot do it now. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1;

        UnavailableException(String answer) {
            super(answer);
        }
    }

    /** A call; only one that cannot have begun is repeated, unless its method says that twice is the same as once. */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        boolean idempotent = !request.method().equals("POST");
        Instant giveUpAt = clock.instant().plus(patience);
        while (true) {
            boolean mayRepeat = repeats && clock.instant().isBefore(giveUpAt);
            try {
                HttpResponse<T> answer = http.send(request, handler);
                if (answer.statusCode() < SERVER_ERROR || !idempotent || !mayRepeat) {
                    return answer;
                }
            } catch (IOException e) {
                if (!mayRepeat || (!idempotent && !(e instanceof ConnectException))) {
                    throw new IllegalStateException(request.method() + " " + request.uri() + " got no answer", e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause();
        }
    }

    /** An exchange that may be repeated from its beginning. */
    <T> T repeatable(String what, Exchange<T> exchange) {
        Instant giveUpAt = clock.instant().plus(patience);
        while (true) {
            try {
                return exchange.attempt();
            } catch (IOException | UnavailableException e) {
                if (!repeats || !clock.instant().isBefore(giveUpAt)) {
                    throw new IllegalStateException(what + " failed", e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause();
        }
    }

    /** One attempt. */
    <T> HttpResponse<T> once(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return http.send(request, handler);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted", e);
    }
}

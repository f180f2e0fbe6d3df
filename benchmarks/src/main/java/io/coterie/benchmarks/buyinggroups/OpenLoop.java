package io.coterie.benchmarks.buyinggroups;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends changes at a fixed rate whatever the suite does: whoever is slow finds more waiting, and cannot slow down those
 * who ask. A request that is asked to come again later does so.
 */
final class OpenLoop {

    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final Changes changes;
    private final ToldChanges told;
    private final AtomicInteger askedToWait = new AtomicInteger();

    OpenLoop(HttpClient client, Changes changes, ToldChanges told) {
        this.client = client;
        this.changes = changes;
        this.told = told;
    }

    /** Sends changes for a time and waits for all answers; answers how many were sent. */
    int send(int perSecond, Duration duration) {
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        CompletableFuture<?>[] answers = new CompletableFuture<?>[count];
        long begin = System.nanoTime();
        for (int change = 0; change < count; change++) {
            long due = begin + TimeUnit.SECONDS.toNanos(change) / perSecond;
            HttpRequest request = changes.request(change);
            LockSupport.parkNanos(due - System.nanoTime());
            int number = change;
            told.expect(number, changes.subject(number), due);
            answers[change] = untilAccepted(request).thenRun(() -> told.accepted(number, System.nanoTime()));
        }
        CompletableFuture.allOf(answers).join();
        return count;
    }

    /** How often a service that had enough to do asked to come again later. */
    int askedToWait() {
        return askedToWait.get();
    }

    private CompletableFuture<HttpResponse<Void>> untilAccepted(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenCompose(answer -> {
            OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
            if (answer.statusCode() == UNAVAILABLE && seconds.isPresent()) {
                askedToWait.incrementAndGet();
                Executor later = CompletableFuture.delayedExecutor(seconds.getAsLong(), TimeUnit.SECONDS);
                return CompletableFuture.runAsync(() -> {}, later).thenCompose(_ -> untilAccepted(request));
            }
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("A change was answered with " + answer.statusCode());
            }
            return CompletableFuture.completedFuture(answer);
        });
    }
}

package io.coterie.benchmarks.buyinggroups;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;

/**
 * Sends changes and has them told. A request that is asked to come again later does so, and twice as late each time, as
 * a well-behaved client does.
 */
final class Sender {

    private static final int UNAVAILABLE = 503;
    private static final int MOST_PATIENT = 16;

    private final HttpClient client;
    private final Changes changes;
    private final ToldChanges told;
    private final AtomicInteger askedToWait = new AtomicInteger();

    Sender(HttpClient client, Changes changes, ToldChanges told) {
        this.client = client;
        this.changes = changes;
        this.told = told;
    }

    /**
     * An open loop: sends changes at a fixed rate whatever the suite does, so that whoever is slow finds more waiting, and
     * cannot slow down those who ask. Ends when all are answered.
     */
    void sendEachSecond(int perSecond, int count) {
        long begin = System.nanoTime();
        send(
                count,
                number -> {
                    long due = begin + TimeUnit.SECONDS.toNanos(number) / perSecond;
                    LockSupport.parkNanos(due - System.nanoTime());
                    return due;
                },
                () -> {});
    }

    /** A closed loop: as fast as the suite takes them, and never more at a time than this. Ends when all are answered. */
    void sendAtATime(int most, int count) {
        Semaphore places = new Semaphore(most);
        send(
                count,
                _ -> {
                    places.acquireUninterruptibly();
                    return System.nanoTime();
                },
                places::release);
    }

    private void send(int count, IntToLongFunction due, Runnable whenAnswered) {
        CompletableFuture<?>[] answers = new CompletableFuture<?>[count];
        for (int change = 0; change < count; change++) {
            int number = change;
            HttpRequest request = changes.request(number);
            told.expect(number, changes.subject(number), due.applyAsLong(number));
            answers[number] = untilAccepted(request, 1)
                    .whenComplete((_, _) -> whenAnswered.run())
                    .thenRun(() -> told.accepted(number, System.nanoTime()));
        }
        CompletableFuture.allOf(answers).join();
    }

    /** How often a service that had enough to do asked to come again later. */
    int askedToWait() {
        return askedToWait.get();
    }

    private CompletableFuture<HttpResponse<Void>> untilAccepted(HttpRequest request, int patience) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenCompose(answer -> {
            OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
            if (answer.statusCode() == UNAVAILABLE && seconds.isPresent()) {
                askedToWait.incrementAndGet();
                Executor later = CompletableFuture.delayedExecutor(seconds.getAsLong() * patience, TimeUnit.SECONDS);
                int next = Math.min(2 * patience, MOST_PATIENT);
                return CompletableFuture.runAsync(() -> {}, later).thenCompose(_ -> untilAccepted(request, next));
            }
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("A change was answered with " + answer.statusCode());
            }
            return CompletableFuture.completedFuture(answer);
        });
    }
}

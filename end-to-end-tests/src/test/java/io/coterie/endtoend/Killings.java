package io.coterie.endtoend;

import static org.awaitility.Awaitility.await;

import io.coterie.localstack.demo.JobWatcher;
import io.coterie.localstack.demo.Phase;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Kills parts of a suite (SIGKILL) when the main job has come to a certain point, and starts them again while the job goes
 * on. A phase ends only after everything killed in it is back.
 */
final class Killings implements JobWatcher, AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The activation service's default for {@code coterie.mail.connections}: so many hand-overs one killing can cut. */
    static final int SMTP_CONNECTIONS = 4;

    private final Stack stack;
    private final List<Planned> plan = new ArrayList<>();
    private final List<Preparation> preparations = new ArrayList<>();
    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
    private Runnable operator = () -> {};
    private volatile boolean phaseEnds;

    Killings(Stack stack) {
        this.stack = stack;
    }

    /** What sets a killing off. */
    private sealed interface Trigger {
        record BulkLine(String path, int number, Runnable first) implements Trigger {}

        record Answered(String method, String path, BooleanSupplier reached) implements Trigger {}

        record Progress(Phase phase, BooleanSupplier reached) implements Trigger {}
    }

    /** @param whileAway happens between death and restart */
    private record Planned(String when, Trigger trigger, Part part, Runnable whileAway) {}

    private record Preparation(Phase phase, Runnable action) {}

    /** A part that was killed and is back. */
    record Done(Part part, String when, Duration away) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "  %-22s %-62s back after %5.1f s", part.label(), when, away.toMillis() / 1000.0);
        }
    }

    /** Does something between two phases, when the suite is at rest. */
    Killings before(Phase phase, Runnable action) {
        preparations.add(new Preparation(phase, action));
        return this;
    }

    /**
     * In the middle of a bulk call, held at a line until {@code first} has returned. Of several, a later one waits for the
     * call to be repeated.
     */
    Killings atBulkLine(String path, int number, Runnable first, Part part) {
        plan.add(new Planned(
                number + " lines of " + path + " sent", new Trigger.BulkLine(path, number, first), part, () -> {}));
        return this;
    }

    /**
     * As soon as a call is answered and what it asked for has come so far; the job's next step waits until then.
     * {@code whileAway} happens between death and restart.
     */
    Killings afterAnswer(
            String method, String path, String what, BooleanSupplier reached, Part part, Runnable whileAway) {
        plan.add(new Planned(
                method + " " + path + " answered, " + what,
                new Trigger.Answered(method, path, reached),
                part,
                whileAway));
        return this;
    }

    /** Who settles the messages whose hand-over was cut. */
    Killings settledBy(Runnable whoever) {
        operator = whoever;
        return this;
    }

    /** When something has been reached in a phase; those of one phase happen one after the other. */
    Killings when(Phase phase, String what, BooleanSupplier reached, Part part) {
        return when(phase, what, reached, part, () -> {});
    }

    /** The same; {@code whileAway} happens between death and restart. */
    Killings when(Phase phase, String what, BooleanSupplier reached, Part part, Runnable whileAway) {
        plan.add(new Planned(what, new Trigger.Progress(phase, reached), part, whileAway));
        return this;
    }

    @Override
    public void phaseBegins(Phase phase) {
        endPhase();
        preparations.stream()
                .filter(step -> step.phase() == phase)
                .forEach(step -> step.action().run());
        for (Planned killing : List.copyOf(plan)) {
            if (killing.trigger() instanceof Trigger.Progress progress && progress.phase() == phase) {
                plan.remove(killing);
                inBackground(() -> {
                    awaitProgress(killing, progress);
                    long begin = System.nanoTime();
                    kill(killing);
                    restart(killing, begin);
                });
            }
        }
    }

    @Override
    public void bulkLine(String path, int number) {
        plan.stream()
                .filter(killing -> killing.trigger() instanceof Trigger.BulkLine)
                .findFirst()
                .ifPresent(killing -> {
                    if (killing.trigger() instanceof Trigger.BulkLine line
                            && line.path().equals(path)
                            && line.number() == number) {
                        // A service that comes back waits for the broker: with both away, neither restart would end.
                        awaitUnderWay();
                        line.first().run();
                        killNow(killing);
                    }
                });
    }

    @Override
    public void answered(String method, String path) {
        plan.stream()
                .filter(killing -> killing.trigger() instanceof Trigger.Answered)
                .findFirst()
                .ifPresent(killing -> {
                    if (killing.trigger() instanceof Trigger.Answered answer
                            && answer.method().equals(method)
                            && answer.path().equals(path)) {
                        await().pollDelay(Duration.ZERO)
                                .pollInterval(LOOK_EVERY)
                                .atMost(PATIENCE)
                                .until(answer.reached()::getAsBoolean);
                        killNow(killing);
                    }
                });
    }

    /** What was killed, in order; fails when something planned was not. */
    List<Done> finished() {
        endPhase();
        if (!plan.isEmpty()) {
            throw new AssertionError("Never happened: " + plan);
        }
        return List.copyOf(done);
    }

    /** The activation service has one call to LinkedIn open at a time, and keeps its answer in PostgreSQL. */
    @Override
    public long cutCalls() {
        return count(Part.ACTIVATION_SERVICE) + count(Part.POSTGRESQL);
    }

    @Override
    public long cutHandOvers() {
        return SMTP_CONNECTIONS * count(Part.ACTIVATION_SERVICE);
    }

    @Override
    public void settleUncertain() {
        operator.run();
    }

    long count(Part part) {
        return done.stream().filter(killing -> killing.part() == part).count();
    }

    @Override
    public void close() {
        phaseEnds = true;
        background.shutdownNow();
    }

    private void killNow(Planned killing) {
        plan.remove(killing);
        long begin = System.nanoTime();
        kill(killing);
        inBackground(() -> restart(killing, begin));
    }

    private void kill(Planned killing) {
        stack.kill(killing.part());
        killing.whileAway().run();
    }

    private void restart(Planned killing, long begin) {
        stack.restart(killing.part());
        done.add(new Done(killing.part(), killing.when(), Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void awaitProgress(Planned killing, Trigger.Progress progress) {
        await().pollDelay(Duration.ZERO).pollInterval(LOOK_EVERY).forever().until(() -> {
            if (progress.reached().getAsBoolean()) {
                return true;
            }
            if (phaseEnds) {
                throw new AssertionError(progress.phase() + " was over before it was so far: " + killing.when());
            }
            return false;
        });
    }

    private void inBackground(Runnable work) {
        underWay = CompletableFuture.allOf(underWay, CompletableFuture.runAsync(work, background));
    }

    private void endPhase() {
        phaseEnds = true;
        awaitUnderWay();
        phaseEnds = false;
    }

    private void awaitUnderWay() {
        try {
            underWay.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("Something killed did not come back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

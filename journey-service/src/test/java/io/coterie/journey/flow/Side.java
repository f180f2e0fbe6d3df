package io.coterie.journey.flow;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One side of a race: the transaction that comes to hold the lock, held before each of its steps until the test lets it go
 * on. One that found the lock taken and left empty-handed was an attempt: the side is still to come.
 */
final class Side {

    private enum Place {
        TO_COME,
        HELD,
        ON_ITS_WAY,
        OVER
    }

    private final List<String> steps;
    private Place place = Place.TO_COME;
    private CompletableFuture<Void> gate = new CompletableFuture<>();
    private int process;
    private boolean free;
    private boolean hasLock;
    private boolean hadToWait;

    /** @param steps what the statements contain that are steps, of which the first takes the lock; the commit is one more */
    Side(String... steps) {
        this.steps = List.of(steps);
    }

    synchronized boolean beginsWith(String sql) {
        return place == Place.TO_COME && sql.contains(steps.getFirst());
    }

    boolean isStep(String sql) {
        return steps.stream().anyMatch(sql::contains);
    }

    boolean takesLock(String sql) {
        return sql.contains(steps.getFirst());
    }

    /** Its transaction has come to a step, and goes on when the answer is complete. */
    synchronized CompletionStage<Void> arrive(int databaseProcess) {
        process = databaseProcess;
        gate = new CompletableFuture<>();
        place = free ? Place.ON_ITS_WAY : Place.HELD;
        if (free) {
            gate.complete(null);
        }
        return gate;
    }

    /** One step, if it is held before one. */
    void letGo() {
        CompletableFuture<Void> opened;
        synchronized (this) {
            if (place != Place.HELD) {
                return;
            }
            place = Place.ON_ITS_WAY;
            opened = gate;
        }
        // Not under the monitor: what follows may run at once, in this thread.
        opened.complete(null);
    }

    /** All steps from now on. */
    void free() {
        synchronized (this) {
            free = true;
        }
        letGo();
    }

    synchronized void locked(boolean any) {
        hasLock = any;
        hadToWait |= !any;
    }

    synchronized void waits() {
        hadToWait = true;
    }

    synchronized void ended() {
        place = hasLock ? Place.OVER : Place.TO_COME;
        hasLock = false;
    }

    synchronized boolean isHeld() {
        return place == Place.HELD;
    }

    synchronized boolean isOver() {
        return place == Place.OVER;
    }

    /** A claim does not wait for a lock: it leaves out what is locked, and the worker comes again. */
    synchronized boolean isPassingOver() {
        return place == Place.TO_COME && hadToWait;
    }

    synchronized boolean hasLock() {
        return hasLock;
    }

    /** Whether it came to the lock while the other side had it. */
    synchronized boolean hadToWait() {
        return hadToWait;
    }

    synchronized int process() {
        return process;
    }
}

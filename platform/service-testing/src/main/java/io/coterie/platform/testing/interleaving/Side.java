package io.coterie.platform.testing.interleaving;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One side of a race: a transaction, held before each of its steps until the test lets it go on. Its first step takes a lock
 * or writes; one that found the lock taken and left empty-handed was an attempt: the side is still to come.
 */
public final class Side {

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
    private boolean holds;
    private boolean hadToWait;

    /** @param steps what the statements contain that are steps, in the order they come; the commit is one more */
    public Side(String... steps) {
        this.steps = List.of(steps);
    }

    synchronized boolean beginsWith(String sql) {
        return place == Place.TO_COME && isFirst(sql);
    }

    boolean isStep(String sql) {
        return steps.stream().anyMatch(sql::contains);
    }

    boolean isFirst(String sql) {
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

    /** Its first step has taken or written something, or found everything taken. */
    synchronized void took(boolean any) {
        holds = any;
        hadToWait |= !any;
    }

    synchronized void waits() {
        hadToWait = true;
    }

    synchronized void ended() {
        place = holds ? Place.OVER : Place.TO_COME;
        holds = false;
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

    /** Whether others may have to wait for what its first step took. */
    synchronized boolean holds() {
        return holds;
    }

    /** Whether it came to the lock while the other side had it. */
    public synchronized boolean hadToWait() {
        return hadToWait;
    }

    synchronized int process() {
        return process;
    }
}

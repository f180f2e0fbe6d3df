package io.coterie.journey.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One side of a race: a transaction that is held before each of its steps until the test lets it go on. */
final class Side {

    private final String name;
    private final List<String> steps;
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private @Nullable CompletableFuture<Void> gate;
    private int mayGo;
    private int process;
    private boolean free;
    private boolean running;
    private boolean holdsLock;
    private boolean hadToWait;

    /** @param steps what the SQL contains before which it is held; the commit is one step more */
    Side(String name, String... steps) {
        this.name = name;
        this.steps = List.of(steps);
    }

    Optional<String> stepOf(String sql) {
        return steps.stream().filter(sql::contains).findFirst();
    }

    /** Its transaction has come to a step. */
    synchronized CompletionStage<Void> arrive(String step, int databaseProcess) {
        running = true;
        process = databaseProcess;
        met.add(step);
        if (free) {
            return CompletableFuture.completedFuture(null);
        }
        if (mayGo > 0) {
            mayGo--;
            return CompletableFuture.completedFuture(null);
        }
        gate = new CompletableFuture<>();
        return gate;
    }

    /** One step; when it has not come to its next one yet, because it waits for a lock, it will not be held there. */
    void letGo() {
        CompletableFuture<Void> opened;
        synchronized (this) {
            opened = gate;
            gate = null;
            if (opened == null) {
                mayGo++;
            }
        }
        if (opened != null) {
            opened.complete(null);
        }
    }

    void free() {
        CompletableFuture<Void> opened;
        synchronized (this) {
            free = true;
            opened = gate;
            gate = null;
        }
        if (opened != null) {
            opened.complete(null);
        }
    }

    synchronized void locked(boolean any) {
        holdsLock = any;
        if (!any) {
            hadToWait = true;
        }
    }

    synchronized void waits() {
        hadToWait = true;
    }

    synchronized void ended() {
        running = false;
        holdsLock = false;
    }

    /** Whether every step it was allowed is done. */
    synchronized boolean rests() {
        return mayGo == 0 && (gate != null || !running);
    }

    synchronized boolean isHeld() {
        return gate != null;
    }

    synchronized boolean isRunning() {
        return running;
    }

    synchronized boolean holdsLock() {
        return holdsLock;
    }

    /** Whether it came to the lock while the other side had it. */
    synchronized boolean hadToWait() {
        return hadToWait;
    }

    synchronized int process() {
        return process;
    }

    /** The steps it has come to. */
    Set<String> met() {
        return Set.copyOf(met);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.coterie.simulators.linkedin;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The latest calls, in memory only. */
final class RequestLog {

    private static final int KEPT = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long total;

    void add(Entry entry) {
        total++;
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    long total() {
        return total;
    }

    Collection<Entry> entries() {
        return entries;
    }

    /** @param status 0 where the connection was closed instead of an answer */
    record Entry(String method, String path, int status, long time, long milliseconds) {}
}

package io.coterie.simulators.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which messages carry which header, so that counting does not read files. Headers that differ in every message and
 * that nobody counts by are left out, because they would cost more memory than all others.
 */
final class MessageIndex {

    static final Set<String> NOT_INDEXED = Set.of("dkim-signature", "received", "date");

    private Ids all = new Ids();
    private final Map<String, Ids> byRecipient = new HashMap<>();
    private final Map<String, Map<String, Ids>> byHeader = new HashMap<>();

    /** Ids must grow from call to call. */
    synchronized void add(int id, StoredMessage message) {
        all.add(id);
        for (String recipient : message.recipients()) {
            byRecipient.computeIfAbsent(lower(recipient), _ -> new Ids()).add(id);
        }
        for (Header header : message.headers()) {
            String name = lower(header.name());
            if (!NOT_INDEXED.contains(name)) {
                byHeader.computeIfAbsent(name, _ -> new HashMap<>())
                        .computeIfAbsent(header.value(), _ -> new Ids())
                        .add(id);
            }
        }
    }

    synchronized void clear() {
        all = new Ids();
        byRecipient.clear();
        byHeader.clear();
    }

    synchronized int[] find(MessageFilter filter) {
        List<Ids> lists = new ArrayList<>(List.of(all));
        filter.recipient().ifPresent(to -> lists.add(byRecipient.getOrDefault(lower(to), Ids.NONE)));
        for (Header header : filter.headers()) {
            lists.add(byHeader.getOrDefault(lower(header.name()), Map.of()).getOrDefault(header.value(), Ids.NONE));
        }
        lists.sort(Comparator.comparingInt(Ids::size));
        IntStream found = lists.getFirst().stream();
        for (Ids others : lists.subList(1, lists.size())) {
            found = found.filter(others::contains);
        }
        return found.toArray();
    }

    /** How many messages carry each value of a header. */
    synchronized Map<String, Integer> values(String headerName) {
        Map<String, Integer> counts = new TreeMap<>();
        byHeader.getOrDefault(lower(headerName), Map.of()).forEach((value, ids) -> counts.put(value, ids.size()));
        return counts;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Growing numbers in an array that is no longer than it must be. */
    private static final class Ids {

        static final Ids NONE = new Ids();

        private int[] ids = new int[1];
        private int size;

        void add(int id) {
            if (size > 0 && ids[size - 1] == id) {
                return;
            }
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
            }
            ids[size++] = id;
        }

        int size() {
            return size;
        }

        boolean contains(int id) {
            return Arrays.binarySearch(ids, 0, size, id) >= 0;
        }

        IntStream stream() {
            return Arrays.stream(ids, 0, size);
        }
    }
}

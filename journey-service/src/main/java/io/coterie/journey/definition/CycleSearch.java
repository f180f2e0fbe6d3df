package io.coterie.journey.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds cycles by one depth-first walk. The walk keeps its own stack, because a definition may hold more nodes in a row
 * than a thread has frames.
 */
final class CycleSearch {

    private final Function<String, List<String>> next;
    private final Map<String, Boolean> onTheWay = new HashMap<>();
    private final List<String> way = new ArrayList<>();
    private final List<Iterator<String>> branches = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();

    private CycleSearch(Function<String, List<String>> next) {
        this.next = next;
    }

    /** For each edge that closes a cycle, the nodes of that cycle in order; empty exactly when there is no cycle. */
    static List<List<String>> among(Collection<String> nodes, Function<String, List<String>> next) {
        CycleSearch search = new CycleSearch(next);
        nodes.forEach(search::walkFrom);
        return search.cycles;
    }

    private void walkFrom(String start) {
        if (onTheWay.containsKey(start)) {
            return;
        }
        push(start);
        while (!way.isEmpty()) {
            Iterator<String> branch = branches.getLast();
            if (branch.hasNext()) {
                visit(branch.next());
            } else {
                onTheWay.put(way.removeLast(), false);
                branches.removeLast();
            }
        }
    }

    private void visit(String node) {
        Boolean open = onTheWay.get(node);
        if (open == null) {
            push(node);
        } else if (open) {
            cycles.add(List.copyOf(way.subList(way.indexOf(node), way.size())));
        }
    }

    private void push(String node) {
        onTheWay.put(node, true);
        way.add(node);
        branches.add(next.apply(node).iterator());
    }
}

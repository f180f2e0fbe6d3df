package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step of a journey (§5). */
public sealed interface Node {

    /** Unique in the journey. */
    String id();

    /** Every way on from here, each with its place below the node. */
    List<Edge> edges();

    /** Whether a run stops here and lets time pass; a cycle needs one such node. */
    default boolean rests() {
        return false;
    }

    /**
     * A way from one node to the next.
     *
     * @param place JSON pointer of the edge, relative to its node
     */
    record Edge(String place, String target) {}

    /** Where accounts enter; always first, exactly one (§3.1). */
    record AudienceNode(String id, String audience, String next) implements Node {
        @Override
        public List<Edge> edges() {
            return List.of(new Edge("/next", next));
        }
    }

    /**
     * Sends the account down the first path whose condition holds (§5.3).
     *
     * @param otherAccounts where accounts go that match no path; without it the journey ends for them
     */
    record SplitNode(String id, List<Path> paths, @Nullable OtherPath otherAccounts) implements Node {
        public SplitNode {
            paths = List.copyOf(paths);
        }

        @Override
        public List<Edge> edges() {
            List<Edge> edges = new ArrayList<>();
            for (int index = 0; index < paths.size(); index++) {
                edges.add(new Edge("/paths/" + index + "/next", paths.get(index).next()));
            }
            if (otherAccounts != null) {
                edges.add(new Edge("/otherAccounts/next", otherAccounts.next()));
            }
            return edges;
        }
    }

    /** @param condition as written; compiled by the shell, because its fields are the sandbox's */
    record Path(String label, JsonNode condition, String next) {}

    record OtherPath(String label, String next) {}

    /** Lets time pass (§5.8). */
    record WaitNode(String id, TimeSpan duration, String next) implements Node {
        @Override
        public List<Edge> edges() {
            return List.of(new Edge("/next", next));
        }

        @Override
        public boolean rests() {
            return true;
        }
    }

    /** Waits until something happens to the account's buying group or to one of its people, or the time is over (§5.2). */
    record ListenNode(String id, Awaited event, @Nullable Timeout timeout, String next) implements Node {
        @Override
        public List<Edge> edges() {
            return Stream.concat(Stream.of(new Edge("/next", next)), timeoutEdge())
                    .toList();
        }

        @Override
        public boolean rests() {
            return true;
        }

        private Stream<Edge> timeoutEdge() {
            return timeout == null || timeout.next() == null
                    ? Stream.empty()
                    : Stream.of(new Edge("/timeout/next", timeout.next()));
        }
    }

    /** @param next the time-out path; without it the journey ends for the account when the time is over */
    record Timeout(TimeSpan duration, @Nullable String next) {}

    /** Brings paths together; nobody waits here for anybody (§5.5). */
    record MergeNode(String id, String next) implements Node {
        @Override
        public List<Edge> edges() {
            return List.of(new Edge("/next", next));
        }
    }

    /**
     * Asks for an effect and goes on at once (§5.1).
     *
     * @param oncePerRunAndPerson the effect happens to the same person only once, however often the run comes by
     * @param people which of the people concerned are meant; null means all of them
     */
    record ActionNode(
            String id,
            Effect effect,
            boolean oncePerRunAndPerson,
            @Nullable JsonNode people,
            String next) implements Node {
        @Override
        public List<Edge> edges() {
            return List.of(new Edge("/next", next));
        }
    }

    /** Where the journey is over for the account; counted under its label. */
    record EndNode(String id, String label) implements Node {
        @Override
        public List<Edge> edges() {
            return List.of();
        }
    }
}

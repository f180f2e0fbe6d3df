package io.coterie.journey.execution;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is.
 *
 * <pre>
 *   {@link Outside} --enters--> {@link Passing} --comes to rest--> {@link Waiting} | {@link Listening} | {@link AwaitingGroup}
 *                                  ^                                       |
 *                                  +---------------- goes on --------------+
 *                               {@link Passing} --> {@link Ended}      any --> {@link Aborted}
 * </pre>
 *
 * A run is stored only while it rests: {@link Passing} exists between two events of one decision.
 */
public sealed interface RunState {

    /** Not entered yet; no row of this run exists. */
    record Outside() implements RunState {}

    /** At a node whose work is being done. */
    record Passing(String node) implements RunState {}

    /** At a wait node until the time has come. */
    record Waiting(String node, Instant until) implements RunState {}

    /**
     * At a listen node.
     *
     * @param solutionInterest of the buying group listened to; null when the account's people are
     * @param knownRevision revision of the buying group that the run's last decision had seen; a change up to it
     *     happened before and does not wake the run. 0 when there was no group
     * @param since when the listen to the account's people began, in whole seconds, because events may carry no finer
     *     time; what they did before does not wake the run. Null for a listen to a group
     * @param until when the time-out comes; null to listen without limit
     */
    record Listening(
            String node,
            @Nullable String solutionInterest,
            long knownRevision,
            @Nullable Instant since,
            @Nullable Instant until)
            implements RunState {}

    /**
     * Before a split or an action that is about buying groups which are about to be created.
     *
     * @param until when the run goes on without them
     */
    record AwaitingGroup(String node, Set<String> solutionInterests, Instant until) implements RunState {
        public AwaitingGroup {
            solutionInterests = Set.copyOf(solutionInterests);
        }
    }

    /** @param label under which the end is counted */
    record Ended(String node, String label, Instant at) implements RunState {}

    /** Stopped from outside, wherever it was (§2.4). */
    record Aborted(String node, Instant at) implements RunState {}

    /** Whether nothing can happen to the run any more. */
    default boolean isOver() {
        return switch (this) {
            case Ended _, Aborted _ -> true;
            case Outside _, Passing _, Waiting _, Listening _, AwaitingGroup _ -> false;
        };
    }
}

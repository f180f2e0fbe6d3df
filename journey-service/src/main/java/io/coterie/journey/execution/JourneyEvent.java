package io.coterie.journey.execution;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to a run. The events of a run, folded by {@link Journeys#evolve}, are the run. */
public sealed interface JourneyEvent {

    /** The account entered the journey. */
    record RunEntered(Instant at) implements JourneyEvent {}

    /** @param visit how often the run has come here, from 1 */
    record NodeEntered(String node, int visit) implements JourneyEvent {}

    /** The first path of a split whose condition held, or the path of the other accounts. */
    record PathTaken(String node, String label) implements JourneyEvent {}

    /** A split or an action is about groups that a job is about to create. */
    record GroupAwaited(String node, Set<String> solutionInterests, Instant until) implements JourneyEvent {
        public GroupAwaited {
            solutionInterests = Set.copyOf(solutionInterests);
        }
    }

    /** Every group the run waited for is known. */
    record GroupFound(String node) implements JourneyEvent {}

    /** The time for the groups is over; the run goes on as if there were none. */
    record GroupMissed(String node) implements JourneyEvent {}

    /** @param personKey null for an effect on the account */
    record ActionRequested(
            String node,
            UUID actionId,
            String kind,
            int visit,
            @Nullable String personKey) implements JourneyEvent {}

    /** An effect marked once per run and person was asked for on an earlier visit. */
    record ActionNotRepeated(
            String node, UUID actionId, @Nullable String personKey) implements JourneyEvent {}

    record WaitStarted(String node, Instant until) implements JourneyEvent {}

    record WaitEnded(String node) implements JourneyEvent {}

    /**
     * The run listens.
     *
     * @param solutionInterest of the group listened to; null for a listen to the account's people
     * @param knownRevision of that group
     * @param since for a listen to the account's people: what they did before does not count
     */
    record ListenStarted(
            String node,
            @Nullable String solutionInterest,
            long knownRevision,
            @Nullable Instant since,
            @Nullable Instant until)
            implements JourneyEvent {}

    /**
     * What was listened for has happened.
     *
     * @param revision of the group with the change that was heard; 0 for what a person did
     * @param event what was heard; null in timelines written before this was told
     * @param personKey who did it, or became or ceased to be a member
     */
    record ListenHeard(
            String node,
            long revision,
            @Nullable String event,
            @Nullable String personKey) implements JourneyEvent {}

    record ListenTimedOut(String node) implements JourneyEvent {}

    record RunEnded(String node, String label, Instant at) implements JourneyEvent {}

    record RunAborted(String node, Instant at) implements JourneyEvent {}
}

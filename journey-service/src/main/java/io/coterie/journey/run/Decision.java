package io.coterie.journey.run;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.execution.Run;
import io.coterie.journey.execution.RunState.Aborted;
import io.coterie.journey.execution.RunState.AwaitingGroup;
import io.coterie.journey.execution.RunState.Ended;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.RunState.Outside;
import io.coterie.journey.execution.RunState.Passing;
import io.coterie.journey.execution.RunState.Waiting;
import io.coterie.journey.timeline.Timeline;
import io.coterie.journey.wait.EventWait;
import io.coterie.journey.wait.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one run, and what that means for every table.
 *
 * @param events nothing when no trigger concerned the run's state
 */
record Decision(CompiledJourney journey, Run before, Run after, List<JourneyEvent> events) {

    boolean isEntry() {
        return before.version() == 0 && !events.isEmpty();
    }

    boolean isChange() {
        return before.version() > 0 && !events.isEmpty();
    }

    boolean wasListening() {
        return before.state() instanceof Listening;
    }

    Stream<Timeline.Entry> entries() {
        return IntStream.range(0, events.size())
                .mapToObj(index -> new Timeline.Entry(after.id(), before.version() + 1 + index, events.get(index)));
    }

    Stream<Timeline.Request> requests() {
        return events.stream()
                .filter(ActionRequested.class::isInstance)
                .map(event -> new Timeline.Request(after.id(), (ActionRequested) event));
    }

    /** The timer of the state the run is in, changed or not: what was due of it is gone. */
    Optional<Timer> timer() {
        Optional<Instant> until = switch (after.state()) {
            case Waiting waiting -> Optional.of(waiting.until());
            case Listening listening -> Optional.ofNullable(listening.until());
            case AwaitingGroup awaiting -> Optional.of(awaiting.until());
            case Outside _, Passing _, Ended _, Aborted _ -> Optional.empty();
        };
        return until.map(at -> new Timer(after.id(), after.journeyId(), after.accountKey(), at));
    }

    Stream<EventWait> waits() {
        return switch (after.state()) {
            case Listening listening -> Stream.of(wait(listening));
            case AwaitingGroup awaiting ->
                awaiting.solutionInterests().stream().map(interest -> wait(EventWait.GROUP_KNOWN, interest, 0, null));
            case Outside _, Passing _, Waiting _, Ended _, Aborted _ -> Stream.empty();
        };
    }

    private EventWait wait(Listening listening) {
        ListenNode node = (ListenNode) journey.graph().node(listening.node());
        return wait(node.event().type(), node.event().about(), listening.knownRevision(), listening.since());
    }

    private EventWait wait(String type, String about, long knownRevision, @Nullable Instant since) {
        return new EventWait(after.id(), after.journeyId(), after.accountKey(), type, about, knownRevision, since);
    }
}

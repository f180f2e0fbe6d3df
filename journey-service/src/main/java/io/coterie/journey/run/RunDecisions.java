package io.coterie.journey.run;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.execution.Facts;
import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.Journeys;
import io.coterie.journey.execution.Run;
import io.coterie.journey.execution.Trigger;
import io.coterie.journey.wait.DueKind;
import io.coterie.journey.wait.DueRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Lets the rules decide about one run that is due, for all of its reasons in order. */
final class RunDecisions {

    private final Journeys journeys;

    RunDecisions(Journeys journeys) {
        this.journeys = journeys;
    }

    Decision decide(RunnableJourney journey, Run run, List<DueRun> reasons, Facts facts, Instant now) {
        CompiledJourney compiled = journey.compiled();
        List<JourneyEvent> events = new ArrayList<>();
        Run current = run;
        for (Trigger trigger : triggers(journey, reasons)) {
            List<JourneyEvent> decided = journeys.decide(compiled.graph(), current, trigger, facts, now);
            current = Journeys.fold(current, decided);
            events.addAll(decided);
        }
        return new Decision(compiled, run, current, List.copyOf(events));
    }

    private static List<Trigger> triggers(RunnableJourney journey, List<DueRun> reasons) {
        if (journey.isAborted()) {
            return List.of(new Trigger.JourneyAborted());
        }
        return reasons.stream()
                .filter(reason -> reason.kind() != DueKind.ENTRY || journey.takesEntries())
                .sorted(Comparator.comparing(DueRun::kind))
                .map(RunDecisions::trigger)
                .toList();
    }

    private static Trigger trigger(DueRun reason) {
        return switch (reason.kind()) {
            case ABORT -> new Trigger.JourneyAborted();
            case ENTRY -> new Trigger.AccountQualified();
            case COMPLETENESS -> new Trigger.CompletenessChanged(interest(reason), reason.revision());
            case GROUP -> new Trigger.GroupAppeared(interest(reason));
            case TIMER -> new Trigger.TimerFired();
        };
    }

    private static String interest(DueRun reason) {
        return Objects.requireNonNull(reason.solutionInterest(), "what was heard of a group names its interest");
    }
}

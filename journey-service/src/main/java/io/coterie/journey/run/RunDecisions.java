package io.coterie.journey.run;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.execution.Facts;
import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.Journeys;
import io.coterie.journey.execution.Run;
import io.coterie.journey.execution.Trigger;
import io.coterie.journey.wait.DueKind;
import io.coterie.journey.wait.DueRun;
import io.coterie.journey.wait.HeardByRun;
import io.coterie.platform.conditions.XdmDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lets the rules decide about one run that is due, for all of its reasons in order. */
final class RunDecisions {

    private final Journeys journeys;

    RunDecisions(Journeys journeys) {
        this.journeys = journeys;
    }

    /** @param heard what the run has heard since it began to listen, in order */
    Decision decide(
            RunnableJourney journey, Run run, List<DueRun> reasons, List<HeardByRun> heard, Facts facts, Instant now) {
        CompiledJourney compiled = journey.compiled();
        List<JourneyEvent> events = new ArrayList<>();
        Run current = run;
        for (Trigger trigger : triggers(journey, reasons, heard)) {
            if (trigger instanceof Trigger.Heard && !events.isEmpty()) {
                // What was heard was heard by the listen that the run has left meanwhile.
                continue;
            }
            List<JourneyEvent> decided = journeys.decide(compiled.graph(), current, trigger, facts, now);
            current = Journeys.fold(current, decided);
            events.addAll(decided);
        }
        return new Decision(compiled, run, current, List.copyOf(events));
    }

    private static List<Trigger> triggers(RunnableJourney journey, List<DueRun> reasons, List<HeardByRun> heard) {
        if (journey.isAborted()) {
            return List.of(new Trigger.JourneyAborted());
        }
        List<DueRun> wanted = reasons.stream()
                .filter(reason -> reason.kind() != DueKind.ENTRY || journey.takesEntries())
                .sorted(Comparator.comparing(DueRun::kind))
                .toList();
        List<Trigger> triggers = new ArrayList<>();
        wanted.stream()
                .filter(reason -> reason.kind().compareTo(DueKind.HEARD) < 0)
                .forEach(reason -> trigger(reason).ifPresent(triggers::add));
        heard.forEach(event -> triggers.add(trigger(event)));
        wanted.stream()
                .filter(reason -> reason.kind().compareTo(DueKind.HEARD) > 0)
                .forEach(reason -> trigger(reason).ifPresent(triggers::add));
        return triggers;
    }

    private static Optional<Trigger> trigger(DueRun reason) {
        return switch (reason.kind()) {
            case ABORT -> Optional.of(new Trigger.JourneyAborted());
            case ENTRY -> Optional.of(new Trigger.AccountQualified());
            // What was heard is kept beside the run.
            case HEARD -> Optional.empty();
            case GROUP ->
                Optional.of(new Trigger.GroupAppeared(
                        Objects.requireNonNull(reason.solutionInterest(), "a group that appears has its interest")));
            case TIMER -> Optional.of(new Trigger.TimerFired());
        };
    }

    private static Trigger trigger(HeardByRun heard) {
        return new Trigger.Heard(
                heard.type(),
                heard.about(),
                heard.revision(),
                heard.at(),
                heard.personKey(),
                XdmDocument.parse(heard.event()));
    }
}

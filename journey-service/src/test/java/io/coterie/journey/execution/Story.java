package io.coterie.journey.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.journey.definition.Graph;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One run told step by step: triggers and facts go in, the log of events is what is asserted. */
final class Story {

    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Journeys journeys = new Journeys(PATIENCE);
    private final Graph graph;
    private final List<JourneyEvent> log = new ArrayList<>();
    private Run run = Run.outside(UUID.fromString("00000000-0000-7000-8000-000000000001"), "acme@crm.test", 1);
    private KnownFacts facts = KnownFacts.none();
    private Instant now = START;
    private List<JourneyEvent> latest = List.of();

    private Story(Graph graph) {
        this.graph = graph;
    }

    static Story of(Graph graph) {
        return new Story(graph);
    }

    @CanIgnoreReturnValue
    Story given(KnownFacts known) {
        facts = known.after(log);
        return this;
    }

    @CanIgnoreReturnValue
    Story after(Duration time) {
        now = now.plus(time);
        return this;
    }

    @CanIgnoreReturnValue
    Story when(Trigger trigger) {
        latest = journeys.decide(graph, run, trigger, facts, now);
        run = Journeys.fold(run, latest);
        log.addAll(latest);
        facts = facts.after(latest);
        return this;
    }

    static Trigger.Heard completenessChanged(String interest, long revision) {
        return new Trigger.Heard(
                "completeness-changed", interest, revision, START, null, Map.of("newScore", BigDecimal.TEN));
    }

    static Trigger.Heard did(String person, String eventType, Instant at) {
        return new Trigger.Heard("experience-event", eventType, 0, at, person, Map.of("eventType", eventType));
    }

    @CanIgnoreReturnValue
    Story enters() {
        return when(new Trigger.AccountQualified());
    }

    @CanIgnoreReturnValue
    Story timerFires() {
        return when(new Trigger.TimerFired());
    }

    @CanIgnoreReturnValue
    Story expect(Class<?>... events) {
        assertThat(latest).extracting(Object::getClass).containsExactly(events);
        return this;
    }

    @CanIgnoreReturnValue
    Story expectNothing() {
        assertThat(latest).isEmpty();
        return this;
    }

    @CanIgnoreReturnValue
    Story expectState(RunState state) {
        assertThat(run.state()).isEqualTo(state);
        return this;
    }

    List<JourneyEvent> latest() {
        return latest;
    }

    <T extends JourneyEvent> List<T> all(Class<T> type) {
        return log.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Run run() {
        return run;
    }

    List<JourneyEvent> log() {
        return log;
    }
}

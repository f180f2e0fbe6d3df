package io.coterie.journey.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.journey.definition.Graph;
import io.coterie.journey.definition.Node.Edge;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.execution.JourneyEvent.NodeEntered;
import io.coterie.journey.execution.JourneyEvent.RunEntered;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.RunState.Passing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the graph, the facts and the order of triggers: what a run promises, it keeps. */
class RandomJourneysTest {

    @Property(tries = 2_000)
    void aRunKeepsItsPromises(
            @ForAll @IntRange(min = 1, max = 25) int size,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int triggers) {
        Random random = new Random(seed);
        Graph graph = RandomGraphs.graph(size, random);
        Journey journey = new Journey(graph, random);

        for (int index = 0; index < triggers; index++) {
            journey.next();
        }

        journey.check();
    }

    /** One run under random triggers, checked after each of them. */
    private static final class Journey {

        private final Journeys journeys = new Journeys(Duration.ofSeconds(60));
        private final Graph graph;
        private final Random random;
        private final Run outside = Run.outside(new UUID(7, 7), "acme@crm.test", 1);
        private final List<JourneyEvent> log = new ArrayList<>();
        private final Set<UUID> requested = new HashSet<>();
        private Run run = outside;
        private Instant now = Story.START;
        private long revision = 1;

        Journey(Graph graph, Random random) {
            this.graph = graph;
            this.random = random;
        }

        void next() {
            now = now.plusSeconds(random.nextInt(3) == 0 ? random.nextInt(400_000) : random.nextInt(60));
            revision += random.nextInt(2);
            Trigger trigger = trigger();
            RandomFacts facts = new RandomFacts(random.nextLong(), revision, Set.copyOf(requested));

            List<JourneyEvent> events = journeys.decide(graph, run, trigger, facts, now);

            assertThat(journeys.decide(graph, run, trigger, facts, now))
                    .as("the same question has the same answer")
                    .isEqualTo(events);
            assertThat(run.state().isOver() && !events.isEmpty())
                    .as("nothing happens after the end")
                    .isFalse();
            for (JourneyEvent event : events) {
                if (event instanceof ActionRequested action) {
                    assertThat(requested.add(action.actionId()))
                            .as("no effect is asked for twice")
                            .isTrue();
                }
            }
            run = Journeys.fold(run, events);
            log.addAll(events);
            assertThat(run.state()).as("a run rests between decisions").isNotInstanceOf(Passing.class);
            if (run.state() instanceof Listening && trigger instanceof Trigger.Heard heard && heard.revision() > 0) {
                assertThat(journeys.decide(graph, run, trigger, facts, now))
                        .as("a change wakes a run only once")
                        .isEmpty();
            }
        }

        void check() {
            assertThat(Journeys.fold(outside, log))
                    .as("folding the events gives the run")
                    .isEqualTo(run);
            assertThat(run.version()).isEqualTo(log.size());
            assertThat(log.stream().filter(RunEntered.class::isInstance).count())
                    .isLessThanOrEqualTo(1);
            assertThat(log.isEmpty() || log.getFirst() instanceof RunEntered).isTrue();
            checkTheWay();
        }

        private void checkTheWay() {
            Map<String, Integer> visits = new HashMap<>();
            String previous = null;
            for (JourneyEvent event : log) {
                if (event instanceof NodeEntered entered) {
                    assertThat(entered.visit()).isEqualTo(visits.merge(entered.node(), 1, Integer::sum));
                    if (previous != null) {
                        assertThat(graph.node(previous).edges())
                                .extracting(Edge::target)
                                .as("a run goes along edges")
                                .contains(entered.node());
                    }
                    previous = entered.node();
                }
            }
            assertThat(run.visits()).isEqualTo(visits);
        }

        private Trigger trigger() {
            return switch (random.nextInt(12)) {
                case 0, 1 -> new Trigger.AccountQualified();
                case 2, 3, 4, 5 -> new Trigger.TimerFired();
                case 6, 7 -> Story.completenessChanged(random.nextBoolean() ? "crm" : "erp", revision);
                case 8 -> Story.did("ada@crm.test", "web.formFilledOut", now);
                case 9, 10 -> new Trigger.GroupAppeared("crm");
                default -> random.nextInt(5) == 0 ? new Trigger.JourneyAborted() : new Trigger.TimerFired();
            };
        }
    }

    /** Arbitrary, but the same answer to the same question. */
    private record RandomFacts(long seed, long revision, Set<UUID> requested) implements Facts {

        private boolean flip(Object question) {
            return new Random(seed ^ question.hashCode()).nextInt(3) == 0;
        }

        @Override
        public boolean matches(String splitNode, int path) {
            return flip(splitNode + path);
        }

        @Override
        public boolean satisfies(String listenNode, Map<String, Object> event) {
            return flip(listenNode + event);
        }

        @Override
        public Set<String> groupsToCome(String node, boolean ofAnyJob) {
            return flip(node) ? Set.of("crm") : Set.of();
        }

        @Override
        public long groupRevision(String solutionInterest) {
            return revision;
        }

        @Override
        public List<String> people(String actionNode) {
            return flip(actionNode) ? List.of() : List.of("ada@crm.test", "grace@crm.test");
        }

        @Override
        public boolean wasRequested(UUID actionId) {
            return requested.contains(actionId);
        }
    }
}

package io.coterie.journey.run;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.execution.Journeys;
import io.coterie.journey.execution.Run;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.facts.FactsLoader;
import io.coterie.journey.facts.LoadedFacts;
import io.coterie.journey.history.EventInterests;
import io.coterie.journey.timeline.Timeline;
import io.coterie.journey.wait.DueKind;
import io.coterie.journey.wait.DueRun;
import io.coterie.journey.wait.DueRuns;
import io.coterie.journey.wait.EventWaits;
import io.coterie.journey.wait.HeardByRun;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works on due runs, one sandbox and one batch of accounts at a time. One transaction claims the accounts, reads what is
 * due and what is known, lets the rules decide, and writes: a crash anywhere leaves everything as it was.
 */
@ApplicationScoped
class RunWorker {

    private static final Logger LOG = Logger.getLogger(RunWorker.class);
    private static final Duration ACCOUNT_PAUSE = Duration.ofMillis(250);

    private final SandboxTransactions transactions;
    private final DueRuns dueRuns;
    private final RunRepository runs;
    private final RunnableJourneys journeys;
    private final FactsLoader facts;
    private final Timeline timeline;
    private final EventWaits waits;
    private final EventInterests interests;
    private final RunWriter writer;
    private final RunConfig config;
    private final Clock clock;
    private final RunDecisions decisions;
    private volatile int lastSandbox;

    RunWorker(
            SandboxTransactions transactions,
            DueRuns dueRuns,
            RunRepository runs,
            RunnableJourneys journeys,
            FactsLoader facts,
            Timeline timeline,
            EventWaits waits,
            EventInterests interests,
            RunWriter writer,
            RunConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.dueRuns = dueRuns;
        this.runs = runs;
        this.journeys = journeys;
        this.facts = facts;
        this.timeline = timeline;
        this.waits = waits;
        this.interests = interests;
        this.writer = writer;
        this.config = config;
        this.clock = clock;
        this.decisions = new RunDecisions(new Journeys(config.groupPatience()));
    }

    void start(@Observes StartupEvent event, WorkLoops loops) {
        loops.start(DueRuns.WORKER, this::step);
    }

    /** One batch; true when there may be more. */
    Uni<Boolean> step() {
        // The database keeps microseconds; a finer instant would be written as another one.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions
                .look(connection -> dueRuns.nextSandbox(connection, lastSandbox, now))
                .chain(sandbox -> sandbox.isEmpty() ? Uni.createFrom().item(false) : stepOf(sandbox.get(), now));
    }

    /** It is the next one's turn even when this fails. */
    private Uni<Boolean> stepOf(Sandbox sandbox, Instant now) {
        lastSandbox = sandbox.id();
        return transactions.acrossSandboxes(connection -> step(connection, sandbox, now));
    }

    /** One batch of a sandbox, in the caller's transaction. */
    Uni<Boolean> step(SqlConnection connection, Sandbox sandbox, Instant now) {
        return transactions
                .enter(connection, sandbox.id())
                .chain(() -> dueRuns.claim(connection, sandbox, now, config.batchSize()))
                .chain(accounts -> accounts.isEmpty()
                        ? Uni.createFrom().item(false)
                        : dueRuns.due(connection, sandbox, accounts, now)
                                .chain(due -> move(connection, sandbox, due, now))
                                .replaceWith(true));
    }

    private Uni<Void> move(SqlConnection connection, Sandbox sandbox, List<DueRun> due, Instant now) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Batch batch = new Batch(due);
        return journeys.hold(connection, sandbox, batch.journeyIds())
                .invoke(batch::runnable)
                .chain(() -> interests.awaitingThePast(connection, sandbox, batch.counting()))
                .invoke(batch.awaitingThePast::addAll)
                .chain(() -> runs.ofIds(connection, sandbox, batch.reasons.keySet()))
                .invoke(batch.known::putAll)
                .chain(() -> waits.heard(connection, sandbox, batch.listening()))
                .invoke(batch::heard)
                .chain(() -> timeline.requested(
                        connection, sandbox, batch.known.keySet(), facts.onceNodes(batch.compiled())))
                .chain(requested -> facts.load(connection, sandbox, batch.accounts(), batch.compiled(), requested))
                .invoke(loaded -> decide(batch, loaded, now))
                .chain(() -> writer.write(connection, sandbox, batch.decided, now))
                .chain(() -> dueRuns.postpone(connection, sandbox, batch.early, now.plus(ACCOUNT_PAUSE)))
                .chain(() -> dueRuns.postpone(connection, sandbox, batch.failed, now.plus(config.failurePause())));
    }

    private void decide(Batch batch, LoadedFacts loaded, Instant now) {
        batch.reasons.forEach((runId, reasons) -> {
            DueRun first = reasons.getFirst();
            RunnableJourney journey = batch.journeys.get(first.journeyId());
            if (journey == null) {
                LOG.errorf("Run %s rests: its journey %s cannot be run", runId, first.journeyId());
                batch.failed.add(runId);
            } else if (isEarly(first, loaded, now) || batch.awaitsThePast(journey, first.journeyId())) {
                batch.early.add(runId);
            } else {
                decide(batch, journey, reasons, loaded, now);
            }
        });
    }

    private void decide(Batch batch, RunnableJourney journey, List<DueRun> reasons, LoadedFacts loaded, Instant now) {
        DueRun first = reasons.getFirst();
        Run run = batch.known.getOrDefault(first.runId(), Run.outside(first.journeyId(), first.accountKey(), 1));
        try {
            batch.decided.add(decisions.decide(
                    journey,
                    run,
                    reasons,
                    batch.heard.getOrDefault(run.id(), List.of()),
                    loaded.about(
                            first.accountKey(),
                            journey.compiled(),
                            Objects.requireNonNullElse(run.enteredAt(), now),
                            now),
                    now));
        } catch (RuntimeException e) {
            // One run that cannot be decided must not hold up its whole batch; it is tried again.
            LOG.errorf(e, "Run %s rests: it could not be decided", first.runId());
            batch.failed.add(first.runId());
        }
    }

    /** Whether a membership has overtaken its account, and there is still time for the account to come. */
    private boolean isEarly(DueRun reason, LoadedFacts loaded, Instant now) {
        return reason.kind() == DueKind.ENTRY
                && loaded.isUnknown(reason.accountKey())
                && now.isBefore(reason.scheduledAt().plus(config.accountPatience()));
    }

    /** A batch on its way from due to decided. */
    private static final class Batch {

        private final Map<UUID, List<DueRun>> reasons;
        private final Map<UUID, Run> known = new LinkedHashMap<>();
        private final List<Decision> decided = new ArrayList<>();
        private final List<UUID> early = new ArrayList<>();
        private final List<UUID> failed = new ArrayList<>();
        private final Set<UUID> awaitingThePast = new HashSet<>();
        private Map<UUID, RunnableJourney> journeys = Map.of();
        private Map<UUID, List<HeardByRun>> heard = Map.of();

        Batch(List<DueRun> due) {
            this.reasons =
                    due.stream().collect(Collectors.groupingBy(DueRun::runId, LinkedHashMap::new, Collectors.toList()));
        }

        void runnable(Map<UUID, RunnableJourney> found) {
            journeys = Objects.requireNonNull(found);
        }

        /** Journeys that count events. */
        List<UUID> counting() {
            return journeys.entrySet().stream()
                    .filter(journey ->
                            !journey.getValue().compiled().countedEventTypes().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** Whether the journey's runs rest until what people did before its publication is known. */
        boolean awaitsThePast(RunnableJourney journey, UUID id) {
            return !journey.isAborted() && awaitingThePast.contains(id);
        }

        void heard(List<HeardByRun> found) {
            heard = found.stream().collect(Collectors.groupingBy(HeardByRun::runId));
        }

        List<UUID> listening() {
            return known.values().stream()
                    .filter(run -> run.state() instanceof Listening)
                    .map(Run::id)
                    .toList();
        }

        Set<UUID> journeyIds() {
            return reasons.values().stream()
                    .map(run -> run.getFirst().journeyId())
                    .collect(Collectors.toSet());
        }

        Set<String> accounts() {
            return reasons.values().stream()
                    .map(run -> run.getFirst().accountKey())
                    .collect(Collectors.toSet());
        }

        Collection<CompiledJourney> compiled() {
            return journeys.values().stream().map(RunnableJourney::compiled).toList();
        }
    }
}

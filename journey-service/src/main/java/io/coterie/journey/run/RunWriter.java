package io.coterie.journey.run;

import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.timeline.Timeline;
import io.coterie.journey.wait.DueRuns;
import io.coterie.journey.wait.EventWaits;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes what was decided about a batch: one statement for each table, all in the transaction of the claim. */
@ApplicationScoped
class RunWriter {

    private final RunRepository runs;
    private final DueRuns dueRuns;
    private final EventWaits waits;
    private final Timeline timeline;
    private final Outbox outbox;

    RunWriter(RunRepository runs, DueRuns dueRuns, EventWaits waits, Timeline timeline, Outbox outbox) {
        this.runs = runs;
        this.dueRuns = dueRuns;
        this.waits = waits;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    Uni<Void> write(SqlConnection connection, Sandbox sandbox, List<Decision> decisions, Instant now) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Decision> entries = decisions.stream().filter(Decision::isEntry).toList();
        List<Decision> changes = decisions.stream().filter(Decision::isChange).toList();
        List<Decision> moved = decisions.stream()
                .filter(decision -> !decision.events().isEmpty())
                .toList();
        return runs.insert(connection, sandbox, entries, now)
                .chain(() -> runs.update(connection, sandbox, changes, now))
                .chain(() -> dueRuns.settle(
                        connection,
                        sandbox,
                        ids(decisions),
                        decisions.stream()
                                .map(Decision::timer)
                                .flatMap(Optional::stream)
                                .toList(),
                        now))
                .chain(() -> waits.forgetHeard(
                        connection,
                        sandbox,
                        ids(decisions.stream().filter(Decision::wasListening).toList())))
                .chain(() -> waits.replace(
                        connection,
                        sandbox,
                        ids(changes),
                        moved.stream().flatMap(Decision::waits).toList()))
                .chain(() -> timeline.append(
                        connection,
                        sandbox,
                        moved.stream().flatMap(Decision::entries).toList(),
                        now))
                .chain(() -> timeline.request(
                        connection,
                        sandbox,
                        moved.stream().flatMap(Decision::requests).toList(),
                        now))
                .chain(fresh -> outbox.append(connection, sandbox, events(moved, fresh)));
    }

    private static List<UUID> ids(List<Decision> decisions) {
        return decisions.stream().map(decision -> decision.after().id()).toList();
    }

    private static List<OutgoingEvent> events(List<Decision> moved, Set<UUID> fresh) {
        List<OutgoingEvent> events = new ArrayList<>(fresh.size());
        for (Decision decision : moved) {
            for (Timeline.Request request : decision.requests().toList()) {
                ActionRequested action = request.action();
                if (fresh.contains(action.actionId())) {
                    events.add(ActionEvents.of(decision, action));
                }
            }
        }
        return events;
    }
}

package io.coterie.journey.timeline;

import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what runs did and asked for, set-wise, in the transaction in which they did it. */
@ApplicationScoped
public class Timeline {

    private static final String APPEND = """
            insert into timeline (sandbox_id, run_id, sequence, at, event)
            select $1, event.run_id, event.sequence, $5, event.event::jsonb
              from unnest($2::uuid[], $3::bigint[], $4::text[]) as event (run_id, sequence, event)""";

    private static final String REQUEST = """
            insert into action_request (sandbox_id, action_id, run_id, node, kind, visit, person_key, requested_at)
            select $1, action.id, action.run_id, action.node, action.kind, action.visit, action.person_key, $8
              from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[])
                as action (id, run_id, node, kind, visit, person_key)
             order by action.id
            on conflict do nothing
            returning action_id""";

    private static final String REQUESTED = """
            select action_id from action_request
             where sandbox_id = $1 and run_id = any($2) and node = any($3)""";

    private static final String SETTLE = """
            insert into action_outcome (sandbox_id, event_id, action_id, run_id, node, kind, person_key, status, reason, at)
            select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                                     $9::text[], $10::timestamptz[])
            on conflict do nothing""";

    /** @param sequence the run's version after the event */
    public record Entry(UUID runId, long sequence, JourneyEvent event) {}

    /** An effect a run asks for. */
    public record Request(UUID runId, ActionRequested action) {}

    public Uni<Void> append(SqlConnection connection, Sandbox sandbox, Collection<Entry> entries, Instant at) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(entries.stream().map(Entry::runId).toArray(UUID[]::new))
                .addArrayOfLong(entries.stream().map(Entry::sequence).toArray(Long[]::new))
                .addArrayOfString(entries.stream()
                        .map(entry -> EventJson.write(entry.event()))
                        .toArray(String[]::new))
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(APPEND).execute(parameters).replaceWithVoid();
    }

    /** Keeps the requests; answers the ids that nobody had asked for before. Only those may leave. */
    public Uni<Set<UUID>> request(SqlConnection connection, Sandbox sandbox, Collection<Request> requests, Instant at) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<ActionRequested> actions = requests.stream().map(Request::action).toList();
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(actions.stream().map(ActionRequested::actionId).toArray(UUID[]::new))
                .addArrayOfUUID(requests.stream().map(Request::runId).toArray(UUID[]::new))
                .addArrayOfString(actions.stream().map(ActionRequested::node).toArray(String[]::new))
                .addArrayOfString(actions.stream().map(ActionRequested::kind).toArray(String[]::new))
                .addArrayOfInteger(actions.stream().map(ActionRequested::visit).toArray(Integer[]::new))
                .addArrayOfString(
                        actions.stream().map(ActionRequested::personKey).toArray(String[]::new))
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(REQUEST).execute(parameters).map(rows -> {
            Set<UUID> fresh = new HashSet<>();
            rows.forEach(row -> fresh.add(row.getUUID("action_id")));
            return fresh;
        });
    }

    /** What these runs have asked for at these nodes. */
    public Uni<Set<UUID>> requested(
            SqlConnection connection, Sandbox sandbox, Collection<UUID> runs, Collection<String> nodes) {
        if (runs.isEmpty() || nodes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(runs.toArray(UUID[]::new))
                .addArrayOfString(nodes.toArray(String[]::new));
        return connection.preparedQuery(REQUESTED).execute(parameters).map(rows -> {
            Set<UUID> requested = new HashSet<>();
            rows.forEach(row -> requested.add(row.getUUID("action_id")));
            return requested;
        });
    }

    /** Keeps outcomes; one that is known already is left alone. */
    Uni<Void> settle(SqlConnection connection, Sandbox sandbox, List<ReceivedOutcome> received) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(received.stream().map(ReceivedOutcome::eventId).toArray(UUID[]::new))
                .addArrayOfUUID(
                        received.stream().map(o -> o.outcome().actionId()).toArray(UUID[]::new))
                .addArrayOfUUID(received.stream().map(o -> o.outcome().runId()).toArray(UUID[]::new))
                .addArrayOfString(
                        texts(received.stream().map(o -> o.outcome().nodeId()).toArray(String[]::new)))
                .addArrayOfString(
                        texts(received.stream().map(o -> o.outcome().kind()).toArray(String[]::new)))
                .addArrayOfString(
                        received.stream().map(o -> o.outcome().personKey()).toArray(String[]::new))
                .addArrayOfString(
                        texts(received.stream().map(o -> o.outcome().status()).toArray(String[]::new)))
                .addArrayOfString(
                        received.stream().map(o -> o.outcome().reason()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(received.stream()
                        .map(o -> o.outcome().at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return connection.preparedQuery(SETTLE).execute(parameters).replaceWithVoid();
    }

    private static String[] texts(@Nullable String[] texts) {
        return Arrays.stream(texts)
                .map(text -> Objects.requireNonNullElse(text, ""))
                .toArray(String[]::new);
    }
}

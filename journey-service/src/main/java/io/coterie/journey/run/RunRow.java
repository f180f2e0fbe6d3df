package io.coterie.journey.run;

import io.coterie.journey.execution.Run;
import io.coterie.journey.execution.RunState;
import io.coterie.journey.execution.RunState.Aborted;
import io.coterie.journey.execution.RunState.AwaitingGroup;
import io.coterie.journey.execution.RunState.Ended;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.RunState.Outside;
import io.coterie.journey.execution.RunState.Passing;
import io.coterie.journey.execution.RunState.Waiting;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run's state as columns. Only a run at rest, or over, has a row. */
record RunRow(
        String status,
        String node,
        @Nullable Instant until,
        List<String> interests,
        long knownRevision,
        @Nullable Instant since,
        @Nullable String label,
        @Nullable Instant endedAt) {

    static RunRow of(RunState state) {
        return switch (state) {
            case Waiting waiting -> resting("waiting", waiting.node(), waiting.until(), List.of());
            case Listening listening ->
                new RunRow(
                        "listening",
                        listening.node(),
                        listening.until(),
                        interest(listening),
                        listening.knownRevision(),
                        listening.since(),
                        null,
                        null);
            case AwaitingGroup awaiting ->
                resting(
                        "awaiting-group",
                        awaiting.node(),
                        awaiting.until(),
                        awaiting.solutionInterests().stream().sorted().toList());
            case Ended ended -> new RunRow("ended", ended.node(), null, List.of(), 0, null, ended.label(), ended.at());
            case Aborted aborted -> new RunRow("aborted", aborted.node(), null, List.of(), 0, null, null, aborted.at());
            case Outside _, Passing _ -> throw new IllegalStateException("Expected a run at rest, but it is " + state);
        };
    }

    static Run run(Row row) {
        OffsetDateTime entered = row.getOffsetDateTime("entered_at");
        return new Run(
                row.getUUID("id"),
                row.getUUID("journey_id"),
                row.getString("account_key"),
                row.getInteger("entry"),
                of(row).state(),
                visits(row.getJsonObject("visits")),
                entered.toInstant(),
                row.getLong("version"));
    }

    static RunRow of(Row row) {
        return new RunRow(
                row.getString("status"),
                row.getString("node"),
                instant(row, "until"),
                List.of(row.getArrayOfStrings("solution_interests")),
                row.getLong("known_revision"),
                instant(row, "since"),
                row.getString("label"),
                instant(row, "ended_at"));
    }

    RunState state() {
        return switch (status) {
            case "waiting" -> new Waiting(node, present(until));
            case "listening" ->
                new Listening(node, interests.isEmpty() ? null : interests.getFirst(), knownRevision, since, until);
            case "awaiting-group" -> new AwaitingGroup(node, Set.copyOf(interests), present(until));
            case "ended" -> new Ended(node, present(label), present(endedAt));
            case "aborted" -> new Aborted(node, present(endedAt));
            default -> throw new IllegalStateException("Expected a status of a run, but found " + status);
        };
    }

    static JsonObject visits(Map<String, Integer> visits) {
        JsonObject json = new JsonObject();
        visits.forEach(json::put);
        return json;
    }

    private static Map<String, Integer> visits(JsonObject json) {
        Map<String, Integer> visits = new HashMap<>();
        json.fieldNames().forEach(node -> visits.put(node, json.getInteger(node)));
        return visits;
    }

    private static List<String> interest(Listening listening) {
        String interest = listening.solutionInterest();
        return interest == null ? List.of() : List.of(interest);
    }

    private static RunRow resting(String status, String node, @Nullable Instant until, List<String> interests) {
        return new RunRow(status, node, until, interests, 0, null, null, null);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}

package io.coterie.activation.delivery;

import io.coterie.activation.action.ActionOutcomes;
import io.coterie.activation.delivery.MessageStatements.Ending;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Shows messages, and takes an operator's decision about uncertain ones. */
@ApplicationScoped
public class DeliveryService {

    private static final String LIST = """
            select * from message
             where sandbox_id = $1 and message_id > $2
               and ($3::text is null or state = $3) and ($4::text is null or kind = $4)
               and ($5::uuid is null or journey_id = $5) and ($6::text is null or account_key = $6)
               and ($7::text is null or person_key = $7)
             order by message_id limit $8""";

    private static final String GET = "select * from message where sandbox_id = $1 and message_id = $2";

    private static final String COUNT = """
            select kind, state, count(*) as messages from message
             where sandbox_id = $1 and ($2::uuid is null or journey_id = $2) group by kind, state""";

    private static final String DECIDE = """
            update message set state = $3, reason = $4, instance_id = null, changed_at = now()
             where sandbox_id = $1 and message_id = $2 and state = 'uncertain' returning message_id""";

    private final SandboxTransactions transactions;
    private final DeliveryQueue queue;
    private final ActionOutcomes outcomes;

    DeliveryService(SandboxTransactions transactions, DeliveryQueue queue, ActionOutcomes outcomes) {
        this.transactions = transactions;
        this.queue = queue;
        this.outcomes = outcomes;
    }

    /** What a list is narrowed to; null does not narrow. */
    public record Filter(
            @Nullable String state,
            @Nullable String kind,
            @Nullable UUID journey,
            @Nullable String accountKey,
            @Nullable String personKey) {}

    /**
     * How many messages there are.
     *
     * @param total of all kinds and states
     * @param byState every state with its count, 0 included
     * @param byKind for each kind its states with their counts
     */
    record Summary(long total, Map<String, Long> byState, Map<String, Map<String, Long>> byKind) {}

    /** The messages after one, in the order of their ids. */
    public Uni<List<DeliveryView>> list(Sandbox sandbox, Filter filter, UUID after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(LIST)
                        .execute(Tuple.tuple()
                                .addInteger(sandbox.id())
                                .addUUID(after)
                                .addString(filter.state())
                                .addString(filter.kind())
                                .addUUID(filter.journey())
                                .addString(filter.accountKey())
                                .addString(filter.personKey())
                                .addInteger(limit))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(DeliveryService::view)
                                .toList()));
    }

    Uni<DeliveryView> get(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, id));
    }

    Uni<Summary> summary(Sandbox sandbox, @Nullable UUID journey) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(COUNT)
                        .execute(Tuple.tuple().addInteger(sandbox.id()).addUUID(journey))
                        .map(DeliveryService::summary));
    }

    /** Queues an uncertain message again: the operator has found out that it was not delivered, or prefers two to none. */
    Uni<DeliveryView> resend(Sandbox sandbox, UUID id, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> decide(connection, sandbox, id, DeliveryState.QUEUED, "Resent by " + by + ".")
                        .chain(() -> queue.add(connection, sandbox.id(), List.of(id)))
                        .chain(() -> require(connection, sandbox, id)));
    }

    /** Closes an uncertain message: the operator has found out whether it was delivered. */
    Uni<DeliveryView> settle(Sandbox sandbox, UUID id, boolean delivered, @Nullable String note, String by) {
        DeliveryState state = delivered ? DeliveryState.SENT : DeliveryState.FAILED;
        String reason = "Settled by " + by + (note == null || note.isBlank() ? "." : ": " + note);
        return transactions.inSandbox(
                sandbox,
                connection -> decide(connection, sandbox, id, state, reason)
                        .chain(() -> outcomes.settle(
                                connection,
                                sandbox,
                                List.of(DeliveryChanges.settlement(new Ending(id, state, reason, null)))))
                        .chain(() -> require(connection, sandbox, id)));
    }

    private static Uni<Void> decide(
            SqlConnection connection, Sandbox sandbox, UUID id, DeliveryState state, String reason) {
        return require(connection, sandbox, id)
                .chain(() -> connection.preparedQuery(DECIDE).execute(Tuple.of(sandbox.id(), id, state.word(), reason)))
                .invoke(decided -> {
                    if (decided.size() == 0) {
                        throw new ProblemException(
                                DeliveryError.MESSAGE_NOT_UNCERTAIN,
                                "Expected an uncertain message, but message " + id + " is not.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<DeliveryView> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection.preparedQuery(GET).execute(Tuple.of(sandbox.id(), id)).map(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound("a message", id);
            }
            return view(rows.iterator().next());
        });
    }

    private static Summary summary(Iterable<Row> rows) {
        Map<String, Long> byState = new TreeMap<>();
        for (DeliveryState state : DeliveryState.values()) {
            byState.put(state.word(), 0L);
        }
        Map<String, Map<String, Long>> byKind = new TreeMap<>();
        long total = 0;
        for (Row row : rows) {
            long messages = row.getLong("messages");
            total += messages;
            byState.merge(row.getString("state"), messages, Long::sum);
            byKind.computeIfAbsent(row.getString("kind"), _ -> new TreeMap<>())
                    .merge(row.getString("state"), messages, Long::sum);
        }
        return new Summary(total, byState, byKind);
    }

    private static DeliveryView view(Row row) {
        OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
        OffsetDateTime changedAt = row.getOffsetDateTime("changed_at");
        return new DeliveryView(
                row.getUUID("message_id"),
                row.getString("kind"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("recipient"),
                row.getString("account_key"),
                row.getString("person_key"),
                row.getUUID("journey_id"),
                row.getUUID("run_id"),
                row.getString("node_id"),
                row.getInteger("visit"),
                row.getInteger("attempts"),
                createdAt.toInstant(),
                changedAt.toInstant());
    }
}

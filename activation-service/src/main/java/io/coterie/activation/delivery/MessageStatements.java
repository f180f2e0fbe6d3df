package io.coterie.activation.delivery;

import io.coterie.activation.instance.ServiceInstance;
import io.coterie.activation.retention.PastRecords;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code message}: what a message is and what became of it. */
@ApplicationScoped
class MessageStatements implements PastRecords {

    private static final String FORGET = """
            delete from message
             where sandbox_id = $1 and ctid = any(array(
                   select ctid from message
                    where sandbox_id = $1 and changed_at < $2 and state in ('sent', 'failed', 'suppressed')
                    order by changed_at limit $3))""";

    private static final String INSERT = """
            insert into message (sandbox_id, message_id, kind, journey_id, run_id, node_id, visit, account_key,
                                 person_key, parameters)
            select $1, m.message_id, m.kind, m.journey_id, m.run_id, m.node_id, m.visit, m.account_key,
                   m.person_key, m.parameters::jsonb
              from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[],
                          $9::text[], $10::text[])
                as m (message_id, kind, journey_id, run_id, node_id, visit, account_key, person_key, parameters)
             order by m.message_id
            on conflict do nothing""";

    private static final String READ = """
            select message_id, kind, journey_id, run_id, node_id, visit, account_key, person_key,
                   parameters::text as parameters, attempts, created_at
              from message where sandbox_id = $1 and message_id = any($2)""";

    private static final String ENTER_STATE = """
            update message set state = $3, instance_id = $4, changed_at = now()
             where sandbox_id = $1 and message_id = any($2)""";

    private static final String NAME_RECIPIENTS = """
            update message as m
               set state = 'handing-over', recipient = r.recipient, instance_id = $4, changed_at = now()
              from unnest($2::uuid[], $3::text[]) as r (message_id, recipient)
             where m.sandbox_id = $1 and m.message_id = r.message_id and m.message_id = any($2)""";

    // A process that was taken for dead and was only slow may still say what happened to its message: it knows better.
    private static final String FINISH = """
            update message as m
               set state = f.state, reason = f.reason, recipient = coalesce(f.recipient, m.recipient), changed_at = now()
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as f (message_id, state, reason, recipient)
             where m.sandbox_id = $1 and m.message_id = f.message_id and m.message_id = any($2)
               and (m.state in ('queued', 'claimed', 'handing-over') or (m.state = 'uncertain' and m.instance_id = $6))""";

    private static final String POSTPONE = """
            update message as m
               set state = 'queued', reason = p.reason, attempts = m.attempts + p.counted, instance_id = null,
                   changed_at = now()
              from unnest($2::uuid[], $3::text[], $4::int[]) as p (message_id, reason, counted)
             where m.sandbox_id = $1 and m.message_id = p.message_id and m.message_id = any($2)""";

    private final UUID instance;

    MessageStatements(ServiceInstance instance) {
        this.instance = instance.id();
    }

    /** How a message ended. */
    record Ending(
            UUID messageId,
            DeliveryState state,
            @Nullable String reason,
            @Nullable String recipient) {}

    /** A message that waits, and whether this counts as one of its attempts. */
    record Postponement(UUID messageId, String reason, boolean counted) {}

    @Override
    public Uni<Integer> forget(SqlConnection connection, int sandboxId, Instant before, int limit) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId, before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }

    Uni<Void> insert(SqlConnection connection, Sandbox sandbox, List<NewMessage> messages) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addArrayOfUUID(messages.stream().map(NewMessage::messageId).toArray(UUID[]::new))
                .addArrayOfString(messages.stream().map(NewMessage::kind).toArray(String[]::new))
                .addArrayOfUUID(messages.stream().map(NewMessage::journeyId).toArray(UUID[]::new))
                .addArrayOfUUID(messages.stream().map(NewMessage::runId).toArray(UUID[]::new))
                .addArrayOfString(messages.stream().map(NewMessage::nodeId).toArray(String[]::new))
                .addArrayOfInteger(messages.stream().map(NewMessage::visit).toArray(Integer[]::new))
                .addArrayOfString(messages.stream().map(NewMessage::accountKey).toArray(String[]::new))
                .addArrayOfString(messages.stream().map(NewMessage::personKey).toArray(String[]::new))
                .addArrayOfString(messages.stream()
                        .map(message -> message.parameters().toString())
                        .toArray(String[]::new));
        return connection.preparedQuery(INSERT).execute(parameters).replaceWithVoid();
    }

    Uni<List<Message>> read(SqlConnection connection, int sandboxId, List<UUID> messages) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(sandboxId, messages.toArray(UUID[]::new)))
                .map(MessageStatements::messages);
    }

    Uni<Void> enterState(SqlConnection connection, int sandboxId, List<UUID> messages, DeliveryState state) {
        UUID holder = state == DeliveryState.QUEUED ? null : instance;
        return connection
                .preparedQuery(ENTER_STATE)
                .execute(Tuple.of(sandboxId, messages.toArray(UUID[]::new), state.word(), holder))
                .replaceWithVoid();
    }

    Uni<Void> handOver(SqlConnection connection, int sandboxId, List<UUID> messages, List<String> recipients) {
        return connection
                .preparedQuery(NAME_RECIPIENTS)
                .execute(
                        Tuple.of(sandboxId, messages.toArray(UUID[]::new), recipients.toArray(String[]::new), instance))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlConnection connection, int sandboxId, List<Ending> endings) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandboxId)
                .addArrayOfUUID(endings.stream().map(Ending::messageId).toArray(UUID[]::new))
                .addArrayOfString(
                        endings.stream().map(ending -> ending.state().word()).toArray(String[]::new))
                .addArrayOfString(endings.stream().map(Ending::reason).toArray(String[]::new))
                .addArrayOfString(endings.stream().map(Ending::recipient).toArray(String[]::new))
                .addUUID(instance);
        return connection.preparedQuery(FINISH).execute(parameters).replaceWithVoid();
    }

    Uni<Void> postpone(SqlConnection connection, int sandboxId, List<Postponement> postponements) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandboxId)
                .addArrayOfUUID(
                        postponements.stream().map(Postponement::messageId).toArray(UUID[]::new))
                .addArrayOfString(
                        postponements.stream().map(Postponement::reason).toArray(String[]::new))
                .addArrayOfInteger(postponements.stream()
                        .map(postponement -> postponement.counted() ? 1 : 0)
                        .toArray(Integer[]::new));
        return connection.preparedQuery(POSTPONE).execute(parameters).replaceWithVoid();
    }

    private static List<Message> messages(RowSet<Row> rows) {
        List<Message> messages = new ArrayList<>(rows.size());
        rows.forEach(row -> messages.add(new Message(
                row.getUUID("message_id"),
                row.getString("kind"),
                row.getUUID("journey_id"),
                row.getUUID("run_id"),
                row.getString("node_id"),
                row.getInteger("visit"),
                row.getString("account_key"),
                row.getString("person_key"),
                ContractJson.readTree(row.getString("parameters").getBytes(StandardCharsets.UTF_8)),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant())));
        return messages;
    }
}

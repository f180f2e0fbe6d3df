package io.coterie.platform.messaging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Learns sandboxes and acknowledges each: a sandbox is ready when every service has. */
@ApplicationScoped
class SandboxConsumer {

    private static final String KEEP = """
            insert into sandbox (id, name, organisation, title, instance, revision)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update
               set title = excluded.title, instance = excluded.instance, revision = excluded.revision
             where sandbox.revision < excluded.revision""";

    private final EventConsumption.Channel sandboxes;
    private final Outbox outbox;
    private final ServiceName name;
    private final Instance<SandboxFollower> followers;

    SandboxConsumer(
            EventConsumption consumption, Outbox outbox, ServiceName name, Instance<SandboxFollower> followers) {
        this.sandboxes = consumption.channel("sandboxes", this::apply);
        this.outbox = outbox;
        this.name = name;
        this.followers = followers;
    }

    @Incoming("sandboxes")
    Uni<Void> sandboxes(ConsumerRecords<String, byte[]> batch) {
        return sandboxes.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        // An older state that is told again can come behind a newer one.
        ReceivedEvent newest = Collections.max(events, Comparator.comparingLong(ReceivedEvent::revision));
        SandboxState state = newest.payload(SandboxState.class);
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addInteger(state.id())
                        .addString(state.name())
                        .addString(state.organisation())
                        .addString(state.title())
                        .addString(state.instance())
                        .addLong(newest.revision()))
                .chain(() -> tell(connection, sandbox))
                .chain(() -> outbox.append(
                        connection, sandbox, List.of(acknowledgement(newest).causedBy(newest))));
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (SandboxFollower follower : followers) {
            told = told.chain(() -> follower.sandboxKnown(connection, sandbox));
        }
        return told;
    }

    private OutgoingEvent acknowledgement(ReceivedEvent sandbox) {
        String service = name.service();
        DefinitionState acknowledged = new DefinitionState(
                DefinitionState.SANDBOX_ACKNOWLEDGEMENT,
                service,
                service,
                "acknowledged",
                JsonNodeFactory.instance.objectNode());
        return OutgoingEvent.of(
                Topics.DEFINITIONS,
                DefinitionState.SANDBOX_ACKNOWLEDGEMENT + "/" + service,
                EventTypes.DEFINITION_CHANGED,
                "sandboxes/" + sandbox.recordKey(),
                sandbox.revision(),
                acknowledged);
    }
}

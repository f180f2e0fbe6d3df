package io.coterie.profile.sandbox;

import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Notes which services have acknowledged which sandbox. */
@ApplicationScoped
class AcknowledgementConsumer {

    private final EventConsumption.Channel definitions;
    private final RegistrationRepository registrations;
    private final Clock clock;

    AcknowledgementConsumer(EventConsumption consumption, RegistrationRepository registrations, Clock clock) {
        this.definitions = consumption.channel("definitions", this::apply);
        this.registrations = registrations;
        this.clock = clock;
    }

    @Incoming("definitions")
    Uni<Void> definitions(ConsumerRecords<String, byte[]> batch) {
        return definitions.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        List<String> services = events.stream()
                .filter(event -> event.data() != null)
                .map(event -> event.payload(DefinitionState.class))
                .filter(definition -> definition.kind().equals(DefinitionState.SANDBOX_ACKNOWLEDGEMENT))
                .map(DefinitionState::id)
                .distinct()
                .sorted()
                .toList();
        return services.isEmpty()
                ? Uni.createFrom().voidItem()
                : registrations.acknowledge(connection, sandbox, services, clock.instant());
    }
}

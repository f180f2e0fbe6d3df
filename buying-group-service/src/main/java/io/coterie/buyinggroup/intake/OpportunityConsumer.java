package io.coterie.buyinggroup.intake;

import io.coterie.buyinggroup.conversion.Opportunities;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps opportunities, and has the groups of their accounts looked at again. */
@ApplicationScoped
class OpportunityConsumer {

    private final EventConsumption.Channel channel;
    private final Opportunities opportunities;
    private final AccountWork work;

    OpportunityConsumer(EventConsumption consumption, Opportunities opportunities, AccountWork work) {
        this.channel = consumption.channel("opportunities", this::apply);
        this.opportunities = opportunities;
        this.work = work;
    }

    @Incoming("opportunities")
    Uni<Void> opportunities(ConsumerRecords<String, byte[]> batch) {
        return channel.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return opportunities
                .apply(connection, sandbox, events)
                .chain(accounts -> work.enqueue(connection, sandbox, accounts, events));
    }
}

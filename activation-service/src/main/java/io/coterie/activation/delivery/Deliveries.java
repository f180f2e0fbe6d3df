package io.coterie.activation.delivery;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The way in for channels that send mail. */
@ApplicationScoped
public class Deliveries {

    private final MessageStatements messages;
    private final DeliveryQueue queue;

    Deliveries(MessageStatements messages, DeliveryQueue queue) {
        this.messages = messages;
        this.queue = queue;
    }

    /** Queues messages in the transaction that takes in their actions. */
    public Uni<Void> enqueue(SqlConnection connection, Sandbox sandbox, List<NewMessage> accepted) {
        if (accepted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return messages.insert(connection, sandbox, accepted)
                .chain(() -> queue.add(
                        connection,
                        sandbox.id(),
                        accepted.stream().map(NewMessage::messageId).toList()));
    }
}

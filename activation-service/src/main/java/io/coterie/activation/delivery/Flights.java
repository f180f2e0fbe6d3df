package io.coterie.activation.delivery;

import io.coterie.activation.delivery.DeliverySteps.Arrival;
import io.coterie.activation.delivery.DeliverySteps.Departure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What this process has given to the mail server: still on a connection, or answered and not recorded yet. */
final class Flights {

    /** New messages may come while connections are busy and others free. */
    private static final Duration LOOK_FOR_NEW = Duration.ofMillis(20);

    private final Set<UUID> onConnections = new HashSet<>();
    private final List<Arrival> arrived = new ArrayList<>();
    private CompletableFuture<Void> news = new CompletableFuture<>();

    synchronized void departed(Departure departure) {
        onConnections.add(departure.message().messageId());
    }

    synchronized void arrived(Arrival arrival) {
        onConnections.remove(arrival.messageId());
        arrived.add(arrival);
        news.complete(null);
    }

    /** What has been answered and waits to be recorded. */
    synchronized List<Arrival> arrived() {
        return List.copyOf(arrived);
    }

    synchronized void recorded(List<Arrival> recorded) {
        arrived.removeAll(recorded);
    }

    synchronized int onConnections() {
        return onConnections.size();
    }

    /** Every message of which this process knows where it is. */
    synchronized List<UUID> messageIds() {
        List<UUID> ids = new ArrayList<>(onConnections);
        arrived.forEach(arrival -> ids.add(arrival.messageId()));
        return ids;
    }

    synchronized boolean areUnderWay() {
        return !onConnections.isEmpty() || !arrived.isEmpty();
    }

    /** Completes at the next answer, at once when one waits to be recorded, and now and then in any case. */
    synchronized Uni<Void> nextArrival() {
        if (!arrived.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        news = new CompletableFuture<>();
        CompletableFuture<Void> awaited = news;
        return Uni.createFrom()
                .completionStage(awaited::copy)
                .ifNoItem()
                .after(LOOK_FOR_NEW)
                .recoverWithItem(() -> null)
                .replaceWithVoid();
    }
}

package io.coterie.activation.delivery;

import io.coterie.activation.action.ActionOutcomes;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The transitions of messages, each set-wise for a few messages of one sandbox inside the caller's transaction. Consent
 * is decided and the mail is made in the very transaction that commits it to being handed over.
 */
@ApplicationScoped
class DeliverySteps {

    private static final String CUT = "The process ended while the mail server was being given this message.";

    private final SandboxTransactions transactions;
    private final SandboxDirectory sandboxes;
    private final DeliveryQueue queue;
    private final MessageStatements messages;
    private final ActionOutcomes outcomes;
    private final HardRefusals refusals;
    private final Map<String, MessageContent> contents;
    private final Clock clock;

    DeliverySteps(
            SandboxTransactions transactions,
            SandboxDirectory sandboxes,
            DeliveryQueue queue,
            MessageStatements messages,
            ActionOutcomes outcomes,
            HardRefusals refusals,
            @All List<MessageContent> contents,
            Clock clock) {
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.queue = queue;
        this.messages = messages;
        this.outcomes = outcomes;
        this.refusals = refusals;
        this.contents = contents.stream().collect(Collectors.toMap(MessageContent::kind, content -> content));
        this.clock = clock;
    }

    /** A mail that is committed to being handed over. */
    record Departure(Sandbox sandbox, Message message, OutgoingMail mail) {}

    /** A mail that was given to the server, and what came of it. */
    record Arrival(Departure departure, HandOverResult result) {

        UUID messageId() {
            return departure.message().messageId();
        }
    }

    /** Records what came of mails that were handed over. */
    Uni<Void> record(SqlConnection connection, List<Arrival> arrivals) {
        Map<Sandbox, List<Arrival>> bySandbox = new LinkedHashMap<>();
        arrivals.forEach(arrival -> bySandbox
                .computeIfAbsent(arrival.departure().sandbox(), _ -> new ArrayList<>())
                .add(arrival));
        Uni<Void> recorded = Uni.createFrom().voidItem();
        for (Map.Entry<Sandbox, List<Arrival>> share : bySandbox.entrySet()) {
            DeliveryChanges changes = new DeliveryChanges();
            Instant now = clock.instant();
            share.getValue().forEach(arrival -> changes.add(arrival.departure().message(), arrival.result(), now));
            recorded = recorded.chain(
                            () -> transactions.enter(connection, share.getKey().id()))
                    .chain(() -> apply(connection, share.getKey(), changes))
                    .chain(() -> refusals.suppress(connection, share.getKey(), share.getValue()));
        }
        return recorded;
    }

    /**
     * Commits up to {@code limit} claimed messages of one sandbox to being handed over; those that must not go are
     * settled instead. Empty when this process has claimed nothing.
     */
    Uni<Optional<List<Departure>>> depart(SqlConnection connection, int limit) {
        return queue.mine(connection, limit).chain(places -> {
            if (places.isEmpty()) {
                return Uni.createFrom().item(Optional.<List<Departure>>empty());
            }
            List<UUID> ids = places.stream().map(DeliveryQueue.Place::messageId).toList();
            return sandboxes
                    .byId(places.getFirst().sandboxId())
                    .call(sandbox -> transactions.enter(connection, sandbox.id()))
                    .chain(sandbox -> messages.read(connection, sandbox.id(), ids)
                            .chain(read -> prepare(connection, sandbox, read)))
                    .map(Optional::of);
        });
    }

    /** Returns to being claimed what a failed step left as being handed over, although nothing was sent. */
    Uni<Void> takeBack(SqlConnection connection, List<UUID> known) {
        return queue.takeBack(connection, known)
                .chain(places -> forEachSandbox(
                        connection,
                        places,
                        (sandboxId, ids) -> messages.enterState(connection, sandboxId, ids, DeliveryState.CLAIMED)));
    }

    /** Claims due messages of the sandbox whose turn it is; answers that sandbox, or 0 when nothing is due. */
    Uni<Integer> claim(SqlConnection connection, int lastServed, int limit) {
        return queue.nextSandbox(connection, lastServed)
                .chain(sandbox -> sandbox.map(id -> transactions
                                .enter(connection, id)
                                .chain(() -> queue.claim(connection, id, limit))
                                .chain(ids -> messages.enterState(connection, id, ids, DeliveryState.CLAIMED)
                                        .replaceWith(ids.isEmpty() ? 0 : id)))
                        .orElseGet(() -> Uni.createFrom().item(0)));
    }

    /**
     * Takes over from dead processes: claimed messages are queued again, those being handed over become uncertain and
     * are never repeated by us (BEY-02).
     */
    Uni<Void> takeOver(SqlConnection connection) {
        return queue.heldByTheDead(connection).chain(places -> {
            List<DeliveryQueue.Place> claimed =
                    places.stream().filter(place -> !place.handingOver()).toList();
            List<DeliveryQueue.Place> cut =
                    places.stream().filter(DeliveryQueue.Place::handingOver).toList();
            return forEachSandbox(
                            connection,
                            claimed,
                            (sandboxId, ids) -> queue.release(connection, sandboxId, ids)
                                    .chain(() -> messages.enterState(connection, sandboxId, ids, DeliveryState.QUEUED)))
                    .chain(() -> forEachSandbox(
                            connection, cut, (sandboxId, ids) -> becomeUncertain(connection, sandboxId, ids)));
        });
    }

    private Uni<Void> becomeUncertain(SqlConnection connection, int sandboxId, List<UUID> ids) {
        DeliveryChanges changes = new DeliveryChanges();
        ids.forEach(id -> changes.end(id, DeliveryState.UNCERTAIN, CUT, null));
        return sandboxes.byId(sandboxId).chain(sandbox -> apply(connection, sandbox, changes));
    }

    private Uni<Void> forEachSandbox(
            SqlConnection connection,
            List<DeliveryQueue.Place> places,
            BiFunction<Integer, List<UUID>, Uni<Void>> work) {
        Map<Integer, List<UUID>> bySandbox = places.stream()
                .collect(Collectors.groupingBy(
                        DeliveryQueue.Place::sandboxId,
                        Collectors.mapping(DeliveryQueue.Place::messageId, Collectors.toList())));
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Map.Entry<Integer, List<UUID>> share : bySandbox.entrySet()) {
            done = done.chain(() -> transactions.enter(connection, share.getKey()))
                    .chain(() -> work.apply(share.getKey(), share.getValue()));
        }
        return done;
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, DeliveryChanges changes) {
        Uni<Void> applied = Uni.createFrom().voidItem();
        if (!changes.endings().isEmpty()) {
            applied = messages.finish(connection, sandbox.id(), changes.endings())
                    .chain(() -> queue.remove(connection, sandbox.id(), changes.endedIds()))
                    .chain(() -> outcomes.settle(connection, sandbox, changes.settlements()));
        }
        if (!changes.postponements().isEmpty()) {
            applied = applied.chain(() -> messages.postpone(connection, sandbox.id(), changes.postponements()))
                    .chain(() -> queue.postpone(connection, sandbox.id(), changes.postponedIds(), changes.delays()));
        }
        return applied;
    }

    private Uni<List<Departure>> prepare(SqlConnection connection, Sandbox sandbox, List<Message> read) {
        Map<String, List<Message>> byKind = read.stream().collect(Collectors.groupingBy(Message::kind));
        Uni<Map<UUID, Preparation>> prepared = Uni.createFrom().item(new HashMap<>());
        for (Map.Entry<String, List<Message>> share : byKind.entrySet()) {
            MessageContent content = contents.get(share.getKey());
            if (content == null) {
                throw new IllegalStateException("No content for messages of kind " + share.getKey());
            }
            prepared = prepared.chain(known -> content.prepare(connection, sandbox, share.getValue())
                    .map(answers -> {
                        known.putAll(answers);
                        return known;
                    }));
        }
        return prepared.chain(answers -> commitTo(connection, sandbox, read, answers));
    }

    private Uni<List<Departure>> commitTo(
            SqlConnection connection, Sandbox sandbox, List<Message> read, Map<UUID, Preparation> answers) {
        Instant now = clock.instant();
        DeliveryChanges changes = new DeliveryChanges();
        List<Departure> departures = new ArrayList<>();
        for (Message message : read) {
            Preparation answer = answers.get(message.messageId());
            if (answer == null) {
                throw new IllegalStateException("No preparation of message " + message.messageId());
            }
            switch (answer) {
                case Preparation.Ready ready -> departures.add(new Departure(sandbox, message, ready.mail()));
                case Preparation.Withheld withheld ->
                    changes.end(message.messageId(), DeliveryState.SUPPRESSED, withheld.reason(), withheld.recipient());
                case Preparation.Broken broken ->
                    changes.end(message.messageId(), DeliveryState.FAILED, broken.reason(), null);
                case Preparation.TooEarly tooEarly -> changes.wait(message, tooEarly, now);
            }
        }
        return apply(connection, sandbox, changes)
                .chain(() -> handOver(connection, sandbox, departures))
                .replaceWith(departures);
    }

    private Uni<Void> handOver(SqlConnection connection, Sandbox sandbox, List<Departure> departures) {
        if (departures.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> ids = departures.stream()
                .map(departure -> departure.message().messageId())
                .toList();
        List<String> recipients = departures.stream()
                .map(departure -> departure.mail().recipients().stream()
                        .map(granted -> granted.recipient().value())
                        .collect(Collectors.joining(", ")))
                .toList();
        return queue.handOver(connection, sandbox.id(), ids)
                .chain(() -> messages.handOver(connection, sandbox.id(), ids, recipients));
    }
}

package io.coterie.activation.delivery;

import io.coterie.activation.action.Settlement;
import io.coterie.activation.delivery.MessageStatements.Ending;
import io.coterie.activation.delivery.MessageStatements.Postponement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a step decides about messages of one sandbox, collected so that it is written with a few statements. */
final class DeliveryChanges {

    /** An action may overtake the person or group it speaks of, but not by more than this. */
    private static final Duration OVERTAKING_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final List<Ending> endings = new ArrayList<>();
    private final List<Postponement> postponements = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();

    void end(UUID messageId, DeliveryState state, @Nullable String reason, @Nullable String recipient) {
        endings.add(new Ending(messageId, state, reason, recipient));
    }

    void wait(Message message, Preparation.TooEarly tooEarly, Instant now) {
        if (now.isAfter(message.createdAt().plus(OVERTAKING_LIMIT))) {
            end(message.messageId(), DeliveryState.FAILED, tooEarly.reason(), null);
        } else {
            postpone(message.messageId(), tooEarly.reason(), LOOK_AGAIN, false);
        }
    }

    /** Decides what a hand-over's result means for its message. */
    void add(Message message, HandOverResult result, Instant now) {
        UUID id = message.messageId();
        switch (result) {
            case HandOverResult.Accepted _ -> end(id, DeliveryState.SENT, null, null);
            case HandOverResult.Refused refused ->
                end(id, DeliveryState.FAILED, "Refused by the mail server: " + refused.reply(), null);
            case HandOverResult.Unknown unknown ->
                end(
                        id,
                        DeliveryState.UNCERTAIN,
                        "The connection was cut while the mail server was being given this message: "
                                + unknown.reason(),
                        null);
            case HandOverResult.Deferred deferred ->
                tryLater(
                        message,
                        "Deferred by the mail server: " + deferred.reply(),
                        RetryDelay.whenDeferred(message.attempts()),
                        now);
            case HandOverResult.NotReached notReached ->
                tryLater(
                        message,
                        "The mail server was not reached: " + notReached.reason(),
                        RetryDelay.whenNotReached(message.attempts()),
                        now);
        }
    }

    List<Ending> endings() {
        return endings;
    }

    List<UUID> endedIds() {
        return endings.stream().map(Ending::messageId).toList();
    }

    List<Postponement> postponements() {
        return postponements;
    }

    List<UUID> postponedIds() {
        return postponements.stream().map(Postponement::messageId).toList();
    }

    List<Duration> delays() {
        return delays;
    }

    List<Settlement> settlements() {
        return endings.stream().map(DeliveryChanges::settlement).toList();
    }

    static Settlement settlement(Ending ending) {
        String reason = ending.reason() == null ? "" : ending.reason();
        return switch (ending.state()) {
            case SENT -> Settlement.performed(ending.messageId());
            case SUPPRESSED -> Settlement.skipped(ending.messageId(), reason);
            case FAILED -> Settlement.failed(ending.messageId(), reason);
            case UNCERTAIN -> Settlement.uncertain(ending.messageId(), reason);
            case QUEUED, CLAIMED, HANDING_OVER ->
                throw new IllegalArgumentException("A message in state " + ending.state() + " has not ended");
        };
    }

    private void tryLater(Message message, String reason, Duration delay, Instant now) {
        if (now.isAfter(message.createdAt().plus(RetryDelay.GIVE_UP_AFTER))) {
            end(message.messageId(), DeliveryState.FAILED, reason, null);
        } else {
            postpone(message.messageId(), reason, delay, true);
        }
    }

    private void postpone(UUID messageId, String reason, Duration delay, boolean counted) {
        postponements.add(new Postponement(messageId, reason, counted));
        delays.add(delay);
    }
}

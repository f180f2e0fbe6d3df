package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.activation.action.Settlement;
import io.coterie.activation.delivery.MessageStatements.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryChangesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private final DeliveryChanges changes = new DeliveryChanges();

    @Test
    void anAcceptedMessageIsSentAndItsActionPerformed() {
        changes.add(aMessage(0, NOW), new HandOverResult.Accepted(), NOW);

        assertThat(changes.endings()).containsExactly(new Ending(ID, DeliveryState.SENT, null, null));
        assertThat(changes.settlements()).containsExactly(Settlement.performed(ID));
    }

    @Test
    void aMessageRefusedForGoodFails() {
        changes.add(aMessage(0, NOW), new HandOverResult.Refused(550, "550 5.1.1 No such user"), NOW);

        assertThat(changes.settlements())
                .containsExactly(Settlement.failed(ID, "Refused by the mail server: 550 5.1.1 No such user"));
    }

    @Test
    void aCutConnectionMakesTheMessageUncertain() {
        changes.add(aMessage(0, NOW), new HandOverResult.Unknown("socket was closed unexpected."), NOW);

        assertThat(changes.endings())
                .singleElement()
                .satisfies(ending -> assertThat(ending.state()).isEqualTo(DeliveryState.UNCERTAIN));
        assertThat(changes.settlements())
                .singleElement()
                .satisfies(settlement -> assertThat(settlement.status()).isEqualTo("uncertain"));
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT2S", "5, PT32S", "30, PT15M"})
    void aDeferredMessageWaitsLongerEachTime(int attempts, Duration delay) {
        changes.add(aMessage(attempts, NOW), new HandOverResult.Deferred(451, "451 later"), NOW);

        assertThat(changes.postponedIds()).containsExactly(ID);
        assertThat(changes.delays()).containsExactly(delay);
        assertThat(changes.endings()).isEmpty();
    }

    @Test
    void anUnreachableServerIsTriedAgainSoon() {
        changes.add(aMessage(20, NOW), new HandOverResult.NotReached("Connection refused"), NOW);

        assertThat(changes.delays()).containsExactly(Duration.ofSeconds(15));
    }

    @Test
    void whatWasOnlyEverDeferredFailsAfterDays() {
        changes.add(aMessage(200, NOW.minus(Duration.ofDays(3))), new HandOverResult.Deferred(451, "451 later"), NOW);

        assertThat(changes.settlements())
                .singleElement()
                .satisfies(settlement -> assertThat(settlement.status()).isEqualTo("failed"));
    }

    @Test
    void anActionThatOvertookItsPersonWaitsForIt() {
        changes.wait(aMessage(0, NOW), new Preparation.TooEarly("not known"), NOW.plusSeconds(59));

        assertThat(changes.postponements())
                .singleElement()
                .satisfies(postponement -> assertThat(postponement.counted()).isFalse());
    }

    @Test
    void anActionDoesNotWaitForItsPersonForEver() {
        changes.wait(aMessage(0, NOW), new Preparation.TooEarly("not known"), NOW.plusSeconds(61));

        assertThat(changes.settlements()).containsExactly(Settlement.failed(ID, "not known"));
    }

    private static Message aMessage(int attempts, Instant createdAt) {
        return new Message(
                ID,
                Message.EMAIL,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "mail",
                1,
                "1@acme.CRM",
                "2@acme.CRM",
                JsonNodeFactory.instance.objectNode(),
                attempts,
                createdAt);
    }
}

package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.activation.address.EmailAddress;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailComposerTest {

    private static final UUID ACTION = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final UUID RUN = UUID.fromString("0198c0de-0000-7000-8000-000000000002");

    private final MailComposer composer = new MailComposer("mail.coterie.example");

    @Test
    void aMarketingMailOffersOneClickUnsubscribeOnce() {
        List<String> lines = lines(Optional.of("https://track.example/v1/unsubscribe/abc"));

        assertThat(lines).containsOnlyOnce("List-Unsubscribe: <https://track.example/v1/unsubscribe/abc>");
        assertThat(lines).containsOnlyOnce("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }

    @Test
    void anInternalMailOffersNone() {
        assertThat(lines(Optional.empty())).noneMatch(line -> line.startsWith("List-"));
    }

    @Test
    void everyMailNamesItsActionRunAndNode() {
        assertThat(lines(Optional.empty()))
                .contains(
                        "Message-ID: <" + ACTION + "@mail.coterie.example>",
                        "X-Coterie-Kind: email",
                        "X-Coterie-Action: " + ACTION,
                        "X-Coterie-Run: " + RUN,
                        "X-Coterie-Node: mail",
                        "From: \"Acme Sales\" <sales@acme.example>",
                        "To: ada@acme.example",
                        "Date: Mon, 23 Nov 2026 10:00:00 GMT");
    }

    private List<String> lines(Optional<String> unsubscribeUrl) {
        MailMessage mail = new MailMessage();
        composer.compose(mail, message(), outgoing(unsubscribeUrl), Instant.parse("2026-11-23T10:00:00Z"));
        return new MailEncoder(mail, "ignored.example").encode().lines().toList();
    }

    private static OutgoingMail outgoing(Optional<String> unsubscribeUrl) {
        EmailAddress recipient = EmailAddress.parse("ada@acme.example").orElseThrow();
        return new OutgoingMail(
                List.of(ConsentDecision.internal(recipient)),
                "Acme Sales",
                "sales@acme.example",
                Optional.empty(),
                "Hello",
                Optional.of("<p>Hello</p>\r\n"),
                Optional.of("Hello\r\n"),
                unsubscribeUrl);
    }

    private static Message message() {
        return new Message(
                ACTION,
                Message.EMAIL,
                UUID.randomUUID(),
                RUN,
                "mail",
                1,
                "1@acme.CRM",
                "2@acme.CRM",
                JsonNodeFactory.instance.objectNode(),
                0,
                Instant.EPOCH);
    }
}

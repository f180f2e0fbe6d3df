package io.coterie.activation.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.delivery.ConsentDecision;
import io.coterie.activation.delivery.OutgoingMail;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmailRendererTest {

    private static final String URL = "https://track.example/v1/unsubscribe/a.b.c";

    @Test
    void everyPartIsMadeForThePerson() {
        OutgoingMail mail =
                render("<p>Hi {{person.person.name.firstName}} of {{account.accountName}}</p>", Optional.of(URL));

        assertThat(mail.subject()).isEqualTo("For Ada <L>");
        assertThat(mail.html().orElseThrow()).startsWith("<p>Hi Ada &lt;L&gt; of Acme &amp; Sons</p>");
        assertThat(mail.text().orElseThrow()).startsWith("Hi Ada <L>");
    }

    @Test
    void theUnsubscribeLinkIsAppendedWhereTheAuthorForgotIt() {
        OutgoingMail mail = render("<html><body><p>Hi</p></body></html>", Optional.of(URL));

        assertThat(mail.html().orElseThrow())
                .isEqualTo("<html><body><p>Hi</p><p><a href=\"" + URL + "\">Unsubscribe</a></p>\n</body></html>");
        assertThat(mail.text().orElseThrow()).endsWith("\n\nUnsubscribe: " + URL + "\n");
        assertThat(mail.unsubscribeUrl()).contains(URL);
    }

    @Test
    void theUnsubscribeLinkStandsOnlyWhereTheAuthorPutIt() {
        OutgoingMail mail = render("<a href=\"{{system.unsubscribeLink}}\">Leave</a>", Optional.of(URL));

        assertThat(mail.html().orElseThrow()).isEqualTo("<a href=\"" + URL + "\">Leave</a>");
    }

    @Test
    void anOperationalMailHasNoUnsubscribeLink() {
        OutgoingMail mail = render("<p>Hi</p>", Optional.empty());

        assertThat(mail.html()).contains("<p>Hi</p>");
        assertThat(mail.unsubscribeUrl()).isEmpty();
    }

    private static OutgoingMail render(String html, Optional<String> unsubscribeUrl) {
        EmailDefinition email = new EmailDefinition(
                UUID.randomUUID(),
                "Welcome",
                "For {{person.person.name.firstName}}",
                html,
                "Hi {{person.person.name.firstName}}",
                "Acme",
                "sales@acme.example",
                null,
                unsubscribeUrl.isEmpty(),
                1,
                Instant.EPOCH,
                Instant.EPOCH);
        return EmailRenderer.render(
                email,
                json("{\"person\":{\"name\":{\"firstName\":\"Ada <L>\"}}}"),
                json("{\"accountName\":\"Acme & Sons\"}"),
                ConsentDecision.internal(EmailAddress.parse("ada@acme.example").orElseThrow()),
                unsubscribeUrl);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

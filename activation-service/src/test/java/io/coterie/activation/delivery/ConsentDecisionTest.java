package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.suppression.SuppressionReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentDecisionTest {

    private static final EmailAddress ADDRESS =
            EmailAddress.parse("ada@acme.example").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"y", "u", "LI"})
    void whoHasNotOptedOutIsWrittenTo(String value) {
        assertThat(ConsentDecision.marketing(consent(value), ADDRESS, Optional.empty()))
                .isInstanceOfSatisfying(
                        ConsentDecision.Granted.class,
                        granted -> assertThat(granted.recipient()).isEqualTo(ADDRESS));
    }

    @Test
    void missingConsentForEmailIsNoOptOut() {
        assertThat(ConsentDecision.marketing(new ObjectMapper().createObjectNode(), ADDRESS, Optional.empty()))
                .isInstanceOf(ConsentDecision.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "dn", "p"})
    void whoHasOptedOutIsNotWrittenTo(String value) {
        assertThat(ConsentDecision.marketing(consent(value), ADDRESS, Optional.empty()))
                .isEqualTo(new ConsentDecision.Refused("Consent for marketing e-mail is '" + value + "'."));
    }

    @ParameterizedTest
    @EnumSource
    void aSuppressedAddressGetsNoMarketing(SuppressionReason reason) {
        assertThat(ConsentDecision.marketing(consent("y"), ADDRESS, Optional.of(reason)))
                .isEqualTo(new ConsentDecision.Refused("The address is suppressed: " + reason.word() + "."));
    }

    @Test
    void operationalMailGoesToWhoUnsubscribed() {
        assertThat(ConsentDecision.operational(ADDRESS, Optional.of(SuppressionReason.UNSUBSCRIBED)))
                .isInstanceOf(ConsentDecision.Granted.class);
    }

    @Test
    void operationalMailDoesNotGoToAnAddressThatDoesNotWork() {
        assertThat(ConsentDecision.operational(ADDRESS, Optional.of(SuppressionReason.HARD_BOUNCE)))
                .isInstanceOf(ConsentDecision.Refused.class);
    }

    private static JsonNode consent(String value) {
        ObjectNode person = new ObjectMapper().createObjectNode();
        person.withObject("/consents/marketing/email").put("val", value);
        return person;
    }
}

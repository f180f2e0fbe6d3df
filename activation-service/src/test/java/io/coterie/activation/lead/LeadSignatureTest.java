package io.coterie.activation.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.activation.secret.Secret;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadSignatureTest {

    private static final Secret SECRET = new Secret("client-secret");
    private static final String BODY = "{\"type\":\"LEAD_ACTION\"}";

    @Test
    void theSignatureCoversThePrefixAndTheRawBody() {
        String signature = sign(io.coterie.simulators.linkedin.LeadSignature.CORRECT, BODY);

        assertThat(LeadSignature.isValid(bytes(BODY), signature, SECRET)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CORRECT", "MISSING"})
    void whatPublicSamplesBelieveIsRefused(io.coterie.simulators.linkedin.LeadSignature wrong) {
        assertThat(LeadSignature.isValid(bytes(BODY), sign(wrong, BODY), SECRET))
                .isFalse();
    }

    @Test
    void anotherBodyIsRefused() {
        String signature = sign(io.coterie.simulators.linkedin.LeadSignature.CORRECT, BODY);

        assertThat(LeadSignature.isValid(bytes(BODY + " "), signature, SECRET)).isFalse();
    }

    @Property
    void anyHeaderIsRefused(@ForAll String header) {
        assertThat(LeadSignature.isValid(bytes(BODY), header, SECRET)).isFalse();
    }

    @Test
    void aChallengeIsAnsweredInLowerCaseHex() {
        assertThat(LeadSignature.challengeResponse("890e4665-4dfe-4ab1-b689-ed553bceeed0", SECRET))
                .isEqualTo(io.coterie.simulators.linkedin.LeadSignature.hmac(
                        "890e4665-4dfe-4ab1-b689-ed553bceeed0", SECRET.value()))
                .matches("[0-9a-f]{64}");
    }

    private static String sign(io.coterie.simulators.linkedin.LeadSignature way, String body) {
        return way.of(body, SECRET.value()).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

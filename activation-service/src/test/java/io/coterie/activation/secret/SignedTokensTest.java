package io.coterie.activation.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SignedTokensTest {

    private static final String KEY = Base64.getEncoder()
            .encodeToString("0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final List<String> FIELDS = List.of("7", "1@acme.CRM", "ada@acme.example");

    private final SignedTokens tokens = new SignedTokens(new Keyring(KEY, List.of()));

    @Test
    void aTokenGivesBackItsFields() {
        assertThat(tokens.verify("unsubscribe", tokens.sign("unsubscribe", FIELDS)))
                .contains(FIELDS);
    }

    @Test
    void aTokenOfAnotherPurposeIsNothing() {
        assertThat(tokens.verify("lead-webhook", tokens.sign("unsubscribe", FIELDS)))
                .isEmpty();
    }

    @Test
    void aTokenSignedWithAnotherKeyIsNothing() {
        String otherKey = Base64.getEncoder()
                .encodeToString(
                        "fedcba9876543210fedcba9876543210".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        String foreign = new SignedTokens(new Keyring(otherKey, List.of())).sign("unsubscribe", FIELDS);

        assertThat(tokens.verify("unsubscribe", foreign)).isEmpty();
    }

    @Test
    void theBoundaryBetweenFieldsIsPartOfTheToken() {
        String token = tokens.sign("unsubscribe", List.of("ab", "c"));

        assertThat(tokens.verify("unsubscribe", token)).contains(List.of("ab", "c"));
        assertThat(token).isNotEqualTo(tokens.sign("unsubscribe", List.of("a", "bc")));
    }

    @Property
    void aChangedTokenIsNothing(@ForAll @IntRange(min = 0, max = 400) int position, @ForAll char replacement) {
        String token = tokens.sign("unsubscribe", FIELDS);
        int index = position % token.length();
        // The last characters of Base64 carry unused bits, so another character can stand for the same bytes.
        String changed = token.substring(0, index) + replacement + token.substring(index + 1);

        if (token.charAt(index) != replacement && index < token.length() - 1 && index != token.lastIndexOf('.') - 1) {
            assertThat(tokens.verify("unsubscribe", changed)).isEmpty();
        }
    }

    @Property
    void anyTextIsNothing(@ForAll String text) {
        assertThat(tokens.verify("unsubscribe", text)).isEmpty();
    }
}

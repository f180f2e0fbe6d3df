package io.coterie.activation.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretVaultTest {

    private static final String FIRST_KEY = Base64.getEncoder()
            .encodeToString("0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final String SECOND_KEY = Base64.getEncoder()
            .encodeToString("fedcba9876543210fedcba9876543210".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final String PLACE = "7/linkedin-connection/1/access-token";

    private final SecretVault vault = new SecretVault(new Keyring(FIRST_KEY, List.of()));

    @Test
    void aClosedSecretOpensInItsPlace() {
        String closed = vault.close("AQX-token", PLACE);

        assertThat(vault.open(closed, PLACE)).isEqualTo("AQX-token");
    }

    @Test
    void aClosedSecretShowsNothingAndNeverLooksTheSame() {
        String once = vault.close("AQX-token", PLACE);
        String twice = vault.close("AQX-token", PLACE);

        assertThat(once).isNotEqualTo(twice).doesNotContain("AQX");
    }

    @Test
    void aSecretMovedToAnotherPlaceDoesNotOpen() {
        String closed = vault.close("AQX-token", PLACE);

        assertThatThrownBy(() -> vault.open(closed, "8/linkedin-connection/1/access-token"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("AQX");
    }

    @Test
    void aSecretOpensAfterTheKeyWasReplaced() {
        String closed = vault.close("AQX-token", PLACE);

        SecretVault rotated = new SecretVault(new Keyring(SECOND_KEY, List.of(FIRST_KEY)));

        assertThat(rotated.open(closed, PLACE)).isEqualTo("AQX-token");
        assertThat(rotated.close("x", PLACE)).doesNotStartWith(closed.substring(0, 8));
    }

    @Test
    void aSecretOfAWithdrawnKeyDoesNotOpen() {
        String closed = vault.close("AQX-token", PLACE);

        SecretVault withdrawn = new SecretVault(new Keyring(SECOND_KEY, List.of()));

        assertThatThrownBy(() -> withdrawn.open(closed, PLACE)).hasMessageContaining("is not configured");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> new Keyring("c2hvcnQ=", List.of())).hasMessageContaining("32 bytes, but it holds 5");
    }
}

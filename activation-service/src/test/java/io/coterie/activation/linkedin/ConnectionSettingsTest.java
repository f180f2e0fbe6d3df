package io.coterie.activation.linkedin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.linkedin.com/rest, https://api.linkedin.com, https://www.linkedin.com/oauth/v2/accessToken",
        "https://api.linkedin.com/, https://api.linkedin.com, https://www.linkedin.com/oauth/v2/accessToken",
        "http://127.0.0.1:18086, http://127.0.0.1:18086, http://127.0.0.1:18086/oauth/v2/accessToken",
    })
    void theBaseUrlHasOneForm(String written, String baseUrl, String tokenUrl) {
        ConnectionSettings settings = ConnectionSettings.of(aRequest(written, "516848833", null), false);

        assertThat(settings.baseUrl()).isEqualTo(baseUrl);
        assertThat(settings.tokenUrl()).isEqualTo(tokenUrl);
    }

    @ParameterizedTest
    @CsvSource({"516848833", "urn:li:sponsoredAccount:516848833"})
    void theAdAccountIsKeptAsUrn(String written) {
        assertThat(ConnectionSettings.of(aRequest("https://api.linkedin.com", written, null), false)
                        .sponsoredAccount())
                .isEqualTo("urn:li:sponsoredAccount:516848833");
    }

    @Test
    void theVersionIsConfigurationWithAStart() {
        assertThat(ConnectionSettings.of(aRequest("https://api.linkedin.com", "1", null), false)
                        .apiVersion())
                .isEqualTo("202608");
        assertThat(ConnectionSettings.of(aRequest("https://api.linkedin.com", "1", "202611"), false)
                        .apiVersion())
                .isEqualTo("202611");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        ConnectionRequest request =
                new ConnectionRequest(" ", null, null, "acme", "2026-08", "direct api", null, null, null, null);

        assertThatThrownBy(() -> ConnectionSettings.of(request, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::field)
                                .containsExactly(
                                        "/name",
                                        "/baseUrl",
                                        "/sponsoredAccount",
                                        "/version",
                                        "/sourcePlatform",
                                        "/accessToken"));
    }

    @Test
    void noSecretShowsInText() {
        ConnectionSettings settings = ConnectionSettings.of(aRequest("https://api.linkedin.com", "1", null), false);

        assertThat(settings.toString() + aRequest("https://api.linkedin.com", "1", null))
                .doesNotContain("secret-token", "client-word");
    }

    private static ConnectionRequest aRequest(String baseUrl, String account, String version) {
        return new ConnectionRequest(
                "Ads", baseUrl, null, account, version, null, null, "client-word", "secret-token", null);
    }
}

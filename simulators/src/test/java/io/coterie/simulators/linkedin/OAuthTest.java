package io.coterie.simulators.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.linkedin.LinkedInClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthTest {

    private final AdjustableClock clock = new AdjustableClock();
    private LinkedInSimulator simulator;
    private LinkedInClient linkedIn;

    @BeforeEach
    void start() {
        simulator = LinkedInSimulator.start(LinkedInSettings.local().withClock(clock));
        linkedIn = new LinkedInClient(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anExpiredTokenIsRefreshedWithoutProlongingTheConsent() {
        clock.advance(Duration.ofDays(60));
        assertThat(linkedIn.get("/rest/me").code()).isEqualTo("EXPIRED_ACCESS_TOKEN");
        JsonNode tokens = refresh("coterie-local-refresh-token").json();
        assertThat(tokens.path("expires_in").asLong())
                .isEqualTo(Duration.ofDays(60).toSeconds());
        assertThat(tokens.path("refresh_token_expires_in").asLong())
                .isEqualTo(Duration.ofDays(305).toSeconds());
        assertThat(as(tokens.path("access_token").asText()).get("/rest/me").status())
                .isEqualTo(200);
        clock.advance(Duration.ofDays(305));
        assertThat(refresh("coterie-local-refresh-token").json().path("error").asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void aRevokedTokenIsRefreshedToo() {
        assertThat(linkedIn.post("/simulator/tokens/revocations", "{}").status())
                .isEqualTo(204);
        Answer refused = linkedIn.get("/rest/me");
        assertThat(refused.json().path("serviceErrorCode").asInt()).isEqualTo(65601);
        String fresh = refresh("coterie-local-refresh-token")
                .json()
                .path("access_token")
                .asText();
        assertThat(as(fresh).get("/rest/me").status()).isEqualTo(200);
    }

    @Test
    void aWithdrawnConsentCannotBeRefreshed() {
        assertThat(linkedIn.post("/simulator/tokens/revocations", "{\"refreshTokens\":true}")
                        .status())
                .isEqualTo(204);
        assertThat(refresh("coterie-local-refresh-token").status()).isEqualTo(400);
    }

    @Test
    void aCodeIsExchangedOnce() {
        Answer redirect = linkedIn.get("/oauth/v2/authorization?response_type=code&client_id=coterie-local"
                + "&redirect_uri=http%3A%2F%2Flocalhost%2Fback&state=xyz&scope=rw_dmp_segments");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("location"))
                .startsWith("http://localhost/back?code=")
                .endsWith("&state=xyz");
        String code = redirect.header("location").replaceAll(".*code=([^&]+).*", "$1");
        String grant = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%2Fback&code=" + code;
        JsonNode tokens = token(grant, "coterie-local-client-secret").json();
        assertThat(as(tokens.path("access_token").asText()).get("/rest/me").status())
                .isEqualTo(200);
        assertThat(refresh(tokens.path("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(token(grant, "coterie-local-client-secret")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void theApplicationMustAuthenticate() {
        assertThat(token("grant_type=refresh_token&refresh_token=coterie-local-refresh-token", "wrong")
                        .status())
                .isEqualTo(401);
        assertThat(token("grant_type=password", "coterie-local-client-secret")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("unsupported_grant_type");
    }

    private Answer refresh(String refreshToken) {
        return token("grant_type=refresh_token&refresh_token=" + refreshToken, "coterie-local-client-secret");
    }

    private Answer token(String grant, String secret) {
        return linkedIn.with("Content-Type", "application/x-www-form-urlencoded")
                .post("/oauth/v2/accessToken", grant + "&client_id=coterie-local&client_secret=" + secret);
    }

    private LinkedInClient as(String accessToken) {
        return linkedIn.with("Authorization", "Bearer " + accessToken);
    }
}

package io.coterie.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application in a browser has no secret: it signs people in with a code, and proves that the code is its own. */
@Order(2)
class SignInTest {

    private static final String CLIENT = "coterie-frontend";
    private static final String APPLICATION = "http://127.0.0.1:3000/signed-in";
    private static final String STATE = "a state of the application's";

    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String PROOF =
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    private final Stack stack = Suites.running(MainJobRun.SUITE);
    private final Browser browser = new Browser();

    @Test
    void whoSignsInGetsATokenOfTheirOrganisation() {
        JsonNode granted = exchange(code(), Map.of("code_verifier", VERIFIER), 200);

        String token = granted.path("access_token").asText();
        JsonNode claims = json(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8));
        assertThat(claims.path("preferred_username").asText()).isEqualTo("pat");
        assertThat(claims.path("org").asText()).isEqualTo("acme@CoterieOrg");
        new Api(stack, Map.of())
                .with("Authorization", "Bearer " + token)
                .get(Part.PROFILE_SERVICE, "/v1/sandboxes")
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&code_challenge_method=S256", "&code_challenge_method=plain&code_challenge=" + VERIFIER})
    void anApplicationThatWouldProveNothingGetsNoSignInPage(String proof) {
        Map<String, String> told = browser.open(authorization(proof)).carried(APPLICATION);

        assertThat(told)
                .containsEntry("error", "invalid_request")
                .containsEntry("state", STATE)
                .doesNotContainKey("code");
        assertThat(told.get("error_description")).containsPattern("code.challenge");
    }

    @Test
    void aCodeIsWorthNothingWithAnotherVerifier() {
        JsonNode refusal = exchange(code(), Map.of("code_verifier", "x".repeat(VERIFIER.length())), 400);

        assertThat(refusal.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refusal.path("error_description").asText()).startsWith("PKCE");
    }

    @Test
    void aCodeIsWorthNothingWithoutVerifier() {
        JsonNode refusal = exchange(code(), Map.of(), 400);

        assertThat(refusal.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refusal.path("error_description").asText()).startsWith("PKCE");
    }

    /** What the application is given when pat has signed in. */
    private String code() {
        Browser.Page signIn = browser.open(authorization(PROOF));
        Map<String, String> given = browser.submit(
                        signIn.form(),
                        Map.of("username", "pat", "password", stack.secrets().userPassword()))
                .carried(APPLICATION);

        assertThat(given).containsEntry("state", STATE).containsKey("code");
        return given.get("code");
    }

    private JsonNode exchange(String code, Map<String, String> proof, int expected) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code", "client_id", CLIENT, "redirect_uri", APPLICATION, "code", code));
        form.putAll(proof);
        // The application asks by itself: what the browser carries is no proof.
        Browser.Page answer = new Browser().submit(URI.create(stack.issuer() + "/protocol/openid-connect/token"), form);
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
        return json(answer.text());
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(UTF_8));
    }

    private URI authorization(String proof) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("response_type", "code");
        wanted.put("client_id", CLIENT);
        wanted.put("redirect_uri", APPLICATION);
        wanted.put("scope", "openid");
        wanted.put("state", STATE);
        return URI.create(stack.issuer() + "/protocol/openid-connect/auth?" + Browser.encoded(wanted) + proof);
    }
}

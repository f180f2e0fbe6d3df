package io.coterie.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Decision 0018. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RememberedTokenTest {

    @Inject
    HttpAuthenticationMechanism mechanism;

    @Test
    void whoRemembersTokensIsWhoAuthenticates() {
        assertThat(ClientProxy.unwrap(mechanism).getClass().getSimpleName()).isEqualTo("RememberingAuthentication");
    }

    @Test
    void aTokenOpensNoMoreAndNoLessWhenItComesAgain() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        String token = ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES);

        for (int time = 1; time <= 2; time++) {
            assertThat(status(tests.sandbox().name(), token, "/v1/persons"))
                    .as("who may manage may view")
                    .isEqualTo(200);
            assertThat(status(tests.sandbox().name(), token, "/v1/audiences"))
                    .as("another permission")
                    .isEqualTo(403);
            assertThat(status("nobodys", token, "/v1/persons"))
                    .as("a sandbox that there is not")
                    .isBetween(403, 404);
            assertThat(status(tests.sandbox().name(), token + "x", "/v1/persons"))
                    .as("another signature")
                    .isEqualTo(401);
        }
    }

    private static int status(String sandbox, String token, String path) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .header("x-sandbox-name", sandbox)
                .contentType(ContentType.JSON)
                .get(path)
                .statusCode();
    }
}

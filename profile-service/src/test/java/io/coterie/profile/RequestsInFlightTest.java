package io.coterie.profile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.HalfSentRequests;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that has enough to do says so at once; what it has begun it ends. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RequestsInFlightTest {

    /** The default of {@code coterie.http.max-concurrent-requests}. */
    private static final int MAXIMUM = 256;

    private static final String PUT_ACCOUNT = "PUT /v1/accounts/" + ProfileTests.accountKey("1");
    private static final byte[] ACCOUNT =
            ProfileTests.account("1", "Acme", "Software").getBytes(StandardCharsets.UTF_8);

    private final String token = ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES);
    private final HalfSentRequests begun = new HalfSentRequests(MAXIMUM, () -> head(RawExchange.open()));
    private ProfileTests tests;

    /** As many as may be, each of which has sent its head and makes the service wait for its body. */
    @BeforeEach
    void keepTheServiceBusy() {
        tests = ProfileTests.inNewSandbox();
        await().atMost(ProfileTests.PATIENCE).until(this::isBusy);
    }

    private boolean isBusy() {
        return begun.areAllWaitedFor() && isAnswered(503);
    }

    @AfterEach
    void hangUp() {
        begun.close();
        awaitAnswer(200);
    }

    @Test
    void whoComesThenIsAskedToComeAgainBeforeTheTokenIsRead() {
        tests.request().auth().none().get("/v1/accounts").then().statusCode(503);

        try (RawExchange late = RawExchange.open()) {
            RawExchange.Answer first = head(late).send(ACCOUNT).answer();
            RawExchange.Answer second = head(late).send(ACCOUNT).answer();

            assertThat(List.of(first, second)).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.json().path("code").asText()).isEqualTo("unavailable");
                assertThat(answer.json().path("detail").asText()).contains(MAXIMUM + " requests at a time");
            });
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void anAnswerMakesRoomForTheNextOnTheSameConnectionToo() {
        try (RawExchange late = RawExchange.open()) {
            RawExchange.Answer refused = head(late).send(ACCOUNT).answer();
            RawExchange.Answer begunBefore = begun.first().send(ACCOUNT).answer();
            awaitAnswer(200);
            RawExchange.Answer admitted = head(late).send(ACCOUNT).answer();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(begunBefore.status()).isEqualTo(201);
            assertThat(admitted.status()).isEqualTo(200);
        }
    }

    private RawExchange head(RawExchange exchange) {
        return exchange.head(
                PUT_ACCOUNT,
                "Authorization: Bearer " + token,
                "x-sandbox-name: " + tests.sandbox().name(),
                "Content-Type: application/json",
                "Content-Length: " + ACCOUNT.length);
    }

    private void awaitAnswer(int status) {
        await().atMost(ProfileTests.PATIENCE).until(() -> isAnswered(status));
    }

    private boolean isAnswered(int status) {
        return tests.request().get("/v1/accounts").statusCode() == status;
    }
}

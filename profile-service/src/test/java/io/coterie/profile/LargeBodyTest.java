package io.coterie.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.LargeBodyProbe;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A body with one document is held in memory as a whole, so it has a limit; bulk bodies have another one. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class LargeBodyTest {

    /** The default of {@code coterie.profile.ingestion.max-document}. */
    private static final int MAXIMUM = 1024 * 1024;

    private static final String ACCOUNT = "/v1/accounts/" + ProfileTests.accountKey("1");

    private final String token = ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES);

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblemHoweverItIsSent() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        LargeBodyProbe probe =
                new LargeBodyProbe("PUT " + ACCOUNT, token, tests.sandbox().name(), MAXIMUM);

        probe.requireRefusedUnread();
        probe.requireRefusedWhenSent();
        probe.requireRefusedWhenCounted();

        tests.request().get("/v1/accounts").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void aRecordThatHappensToBeCalledBulkIsStillOneDocument() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        new LargeBodyProbe("PUT /v1/accounts/bulk", token, tests.sandbox().name(), MAXIMUM).requireRefusedUnread();
    }

    @Test
    void aBodyOfUnannouncedLengthMayBeAsLargeAsTheLimitAndTheConnectionServesOn() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        String account = ProfileTests.account("1", "Acme", "Software");
        byte[] body = (account + " ".repeat(MAXIMUM - account.length())).getBytes(StandardCharsets.UTF_8);

        try (RawExchange exchange = RawExchange.open()) {
            int created = put(exchange, tests, body);
            int replaced = put(exchange, tests, body);

            assertThat(created).isEqualTo(201);
            assertThat(replaced).isEqualTo(200);
        }
    }

    private int put(RawExchange exchange, ProfileTests tests, byte[] body) {
        return exchange.head(
                        "PUT " + ACCOUNT,
                        "Authorization: Bearer " + token,
                        "x-sandbox-name: " + tests.sandbox().name(),
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked")
                .sendChunk(body)
                .sendChunk(new byte[0])
                .answer()
                .status();
    }
}

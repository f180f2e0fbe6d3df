package io.coterie.profile.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** A bulk body whose length is not announced is found too long only while it is read. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class UnannouncedBodyTest {

    private static final int MAXIMUM = 1_000;

    @Inject
    Vertx vertx;

    @Inject
    IngestionConfig usual;

    /** What came before is stored and told while more is still to come, which is read and not looked at. */
    @Test
    void aBodyThatTurnsOutTooLongIsTakenUpToTheLineThatWentOver() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        MemorySize maximum = new MemorySize(BigInteger.valueOf(MAXIMUM));
        QuarkusMock.installMockForType(new BulkIngestion(vertx, new Limits(usual, maximum)), BulkIngestion.class);

        try (RawExchange exchange = begin(tests)) {
            int status = exchange.sendChunk(line(ProfileTests.account("1", "Acme", "Software")))
                    .sendChunk(" ".repeat(MAXIMUM).getBytes(StandardCharsets.UTF_8))
                    .answer()
                    .status();
            String results = exchange.sendChunk(line(ProfileTests.account("2", "Globex", "Steel")))
                    .sendChunk(line(ProfileTests.account("3", "Initech", "Software")))
                    .sendChunk(new byte[0])
                    .rest();

            assertThat(status).isEqualTo(200);
            assertThat(results.lines().filter(result -> result.startsWith("{")).map(UnannouncedBodyTest::parsed))
                    .extracting(
                            result -> result.path("line").asInt(),
                            result -> result.path("status").asText(),
                            result -> result.at("/problem/code").asText())
                    .containsExactly(Tuple.tuple(1, "accepted", ""), Tuple.tuple(2, "refused", "payload-too-large"));
        }
        assertThat(tests.request().get("/v1/accounts").<List<String>>path("items.account.accountName"))
                .containsExactly("Acme");
    }

    private static RawExchange begin(ProfileTests tests) {
        return RawExchange.open()
                .head(
                        "POST /v1/accounts/bulk",
                        "Connection: close",
                        "Authorization: Bearer " + ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES),
                        "x-sandbox-name: " + tests.sandbox().name(),
                        "Content-Type: " + BulkIngestion.MEDIA_TYPE,
                        "Transfer-Encoding: chunked");
    }

    private static byte[] line(String document) {
        return (document + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(String line) {
        return ContractJson.readTree(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The limits of the service that runs, with another one for bodies. */
    private record Limits(IngestionConfig usual, MemorySize maxBody) implements IngestionConfig {

        @Override
        public MemorySize maxDocument() {
            return usual.maxDocument();
        }

        @Override
        public MemorySize maxLine() {
            return usual.maxLine();
        }

        @Override
        public int linesPerChunk() {
            return usual.linesPerChunk();
        }

        @Override
        public MemorySize bytesPerChunk() {
            return usual.bytesPerChunk();
        }

        @Override
        public int maxConcurrentBodies() {
            return usual.maxConcurrentBodies();
        }

        @Override
        public MemorySize maxUnreadResults() {
            return usual.maxUnreadResults();
        }
    }
}

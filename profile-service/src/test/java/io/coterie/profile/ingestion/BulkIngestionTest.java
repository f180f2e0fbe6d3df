package io.coterie.profile.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class BulkIngestionTest {

    private static final String BULK = "/v1/accounts/bulk";
    private static final String CONTINUE = "Expect: 100-continue";

    /** The defaults of {@code coterie.profile.ingestion.max-body} and {@code max-concurrent-bodies}. */
    private static final long MAXIMUM = 4L * 1024 * 1024 * 1024;

    private static final int MOST_BODIES = 8;

    @Test
    void goodLinesAreKeptAndBadLinesAreToldByNumber() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        List<JsonNode> results = bulk(
                tests,
                BULK,
                String.join(
                        "\n",
                        ProfileTests.account("1", "Acme", "Software"),
                        "{\"accountName\":",
                        "",
                        "{\"accountKey\":{\"sourceKey\":\"2@crm.CRM\"},\"accountName\":\" \"}",
                        "{\"accountKey\":{\"sourceKey\":\"nonsense\"},\"accountName\":\"X\"}",
                        "{\"accountKey\":{\"sourceKey\":\"3@crm.CRM\"},\"accountName\":\"X\",\"colour\":\"red\"}",
                        "\"" + "x".repeat(2_000_000) + "\"",
                        ProfileTests.account("4", "Globex", "Steel"),
                        ProfileTests.account("4", "Globex Corporation", "Steel")));

        assertThat(results)
                .extracting(
                        result -> result.path("line").asInt(),
                        result -> result.path("status").asText(),
                        result -> result.path("problem").path("code").asText(),
                        result -> result.path("problem")
                                .path("violations")
                                .path(0)
                                .path("field")
                                .asText())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "accepted", "", ""),
                        org.assertj.core.groups.Tuple.tuple(2, "refused", "malformed-json", ""),
                        org.assertj.core.groups.Tuple.tuple(4, "refused", "invalid-body", "/accountName"),
                        org.assertj.core.groups.Tuple.tuple(5, "refused", "invalid-body", "/accountKey/sourceKey"),
                        org.assertj.core.groups.Tuple.tuple(6, "refused", "invalid-body", "/colour"),
                        org.assertj.core.groups.Tuple.tuple(7, "refused", "line-too-long", ""),
                        org.assertj.core.groups.Tuple.tuple(8, "accepted", "", ""),
                        org.assertj.core.groups.Tuple.tuple(9, "accepted", "", ""));
        List<String> names = tests.request().get("/v1/accounts").path("items.account.accountName");
        assertThat(names).containsExactly("Acme", "Globex Corporation");
    }

    /**
     * The body is larger than this JVM's heap, and every line of it larger than what a chunk may hold of lines. One line of
     * four is good and changes its account, so that nearly every chunk waits for the database. The client asks for an
     * upgrade to HTTP/2, as Java's does by default: had it been granted, the body would not wait for the disk.
     */
    @Test
    void aBodyLargerThanTheHeapIsStreamedIntoTheDatabase() throws Exception {
        ProfileTests tests = ProfileTests.inNewSandbox();
        String refused = padded("{\"accountName\":\"x\"}").repeat(3);
        byte[] eightLines = (padded(ProfileTests.account("1", "Acme", "Software"))
                        + refused
                        + padded(ProfileTests.account("1", "Acme Corporation", "Software"))
                        + refused)
                .getBytes(StandardCharsets.UTF_8);
        long times = Runtime.getRuntime().maxMemory() / eightLines.length + 25;

        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + BULK))
                                .header("Authorization", "Bearer " + token())
                                .header("x-sandbox-name", tests.sandbox().name())
                                .header("Content-Type", BulkIngestion.MEDIA_TYPE)
                                .POST(BodyPublishers.ofInputStream(() -> new Repeated(eightLines, times)))
                                .build(),
                        BodyHandlers.ofLines());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body()
                        .collect(Collectors.groupingBy(
                                result -> result.contains("\"status\":\"accepted\""), Collectors.counting())))
                .isEqualTo(Map.of(true, 2 * times, false, 6 * times));
        assertThat(tests.request().get("/v1/accounts").<List<String>>path("items.account.accountName"))
                .containsExactly("Acme Corporation");
    }

    /** Most clients read nothing before they have sent everything; the results are more than the network holds. */
    @Test
    void aClientMaySendEverythingBeforeItReadsAnything() throws Exception {
        ProfileTests tests = ProfileTests.inNewSandbox();
        byte[] line = "{\"accountName\":\"x\",\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}\n"
                .getBytes(StandardCharsets.UTF_8);
        int lines = 20_000;

        long results;
        try (RawExchange exchange = begin(tests, (long) lines * line.length)) {
            results = exchange.send(new Repeated(line, lines).readAllBytes())
                    .rest()
                    .lines()
                    .filter(result -> result.startsWith("{\"line\":"))
                    .count();
        }

        assertThat(results).isEqualTo(lines);
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsRefusedUnread() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        try (RawExchange exchange = begin(tests, MAXIMUM + 1)) {
            RawExchange.Answer answer = exchange.answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().path("code").asText()).isEqualTo("payload-too-large");
            assertThat(answer.json().path("detail").asText())
                    .isEqualTo("Expected a body of at most " + MAXIMUM + " bytes.");
        }
    }

    /** Each body holds memory while it is read. One that is cut makes room, as one that ends does. */
    @Test
    void oneBodyMoreThanAllowedHasToComeLater() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        byte[] body = ProfileTests.account("1", "Acme", "Software").getBytes(StandardCharsets.UTF_8);
        List<RawExchange> held = new ArrayList<>();
        try {
            for (int count = 0; count < MOST_BODIES; count++) {
                assertThat(isAdmitted(tests, body.length, held)).isTrue();
            }
            try (RawExchange surplus = begin(tests, body.length, CONTINUE)) {
                RawExchange.Answer refusal = surplus.answer();
                assertThat(refusal.status()).isEqualTo(429);
                assertThat(refusal.header("Content-Type")).startsWith("application/problem+json");
                assertThat(refusal.json().path("code").asText()).isEqualTo("too-many-bodies");
            }

            held.removeLast().close();

            await().atMost(ProfileTests.PATIENCE).until(() -> isAdmitted(tests, body.length, held));
            assertThat(held)
                    .allSatisfy(
                            exchange -> assertThat(exchange.send(body).rest()).contains("\"accepted\""));
        } finally {
            held.forEach(RawExchange::close);
        }
    }

    /** Keeps the exchange open when the service asks for the body; nothing of it is sent. */
    private static boolean isAdmitted(ProfileTests tests, long length, List<RawExchange> held) {
        RawExchange exchange = begin(tests, length, CONTINUE);
        boolean admitted = exchange.answer().status() == 100;
        if (admitted) {
            held.add(exchange);
        } else {
            exchange.close();
        }
        return admitted;
    }

    private static RawExchange begin(ProfileTests tests, long length, String... more) {
        List<String> headers = new ArrayList<>(List.of(
                "Connection: close",
                "Authorization: Bearer " + token(),
                "x-sandbox-name: " + tests.sandbox().name(),
                "Content-Type: " + BulkIngestion.MEDIA_TYPE,
                "Content-Length: " + length));
        headers.addAll(List.of(more));
        return RawExchange.open().head("POST " + BULK, headers.toArray(String[]::new));
    }

    /** Blanks are part of a line too; only its document is small. */
    private static String padded(String document) {
        return document + " ".repeat(500_000) + "\n";
    }

    private static String token() {
        return ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES);
    }

    /** The same bytes, again and again, without holding them more than once. */
    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private final long length;
        private long position;

        Repeated(byte[] bytes, long times) {
            this.bytes = bytes;
            this.length = times * bytes.length;
        }

        @Override
        public int read() {
            return position == length ? -1 : bytes[(int) (position++ % bytes.length)];
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            if (position == length) {
                return -1;
            }
            int from = (int) (position % bytes.length);
            int count = (int) Math.min(Math.min(wanted, bytes.length - from), length - position);
            System.arraycopy(bytes, from, buffer, offset, count);
            position += count;
            return count;
        }
    }

    static List<JsonNode> bulk(ProfileTests tests, String path, String body) {
        String answer = tests.request()
                .contentType(BulkIngestion.MEDIA_TYPE)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(200)
                .contentType(BulkIngestion.MEDIA_TYPE)
                .extract()
                .asString();
        return Arrays.stream(answer.split("\n"))
                .map(line -> ContractJson.readTree(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}

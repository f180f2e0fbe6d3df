package io.coterie.profile.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class BulkIngestionTest {

    @Test
    void goodLinesAreKeptAndBadLinesAreToldByNumber() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        List<JsonNode> results = bulk(
                tests,
                "/v1/accounts/bulk",
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
     * The body is larger than this JVM's heap, and every line of it larger than what a chunk may hold of lines. The client
     * asks for an upgrade to HTTP/2, as Java's does by default: had it been granted, the body would not wait for the disk.
     */
    @Test
    void aBodyLargerThanTheHeapIsStreamed() throws Exception {
        ProfileTests tests = ProfileTests.inNewSandbox();
        byte[] line = ("{\"accountName\":\"" + "x".repeat(500_000) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        long lines = Runtime.getRuntime().maxMemory() / line.length + 200;

        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/accounts/bulk"))
                                .header("Authorization", "Bearer " + token())
                                .header("x-sandbox-name", tests.sandbox().name())
                                .header("Content-Type", BulkIngestion.MEDIA_TYPE)
                                .POST(BodyPublishers.ofInputStream(() -> new RepeatedLine(line, lines)))
                                .build(),
                        BodyHandlers.ofLines());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body()
                        .filter(result -> result.contains("\"refused\""))
                        .count())
                .isEqualTo(lines);
    }

    /** Most clients read nothing before they have sent everything; the results are more than the network holds. */
    @Test
    void aClientMaySendEverythingBeforeItReadsAnything() throws Exception {
        ProfileTests tests = ProfileTests.inNewSandbox();
        byte[] line = "{\"accountName\":\"x\",\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}\n"
                .getBytes(StandardCharsets.UTF_8);
        int lines = 20_000;
        String head =
                "POST /v1/accounts/bulk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + token() + "\r\nx-sandbox-name: " + tests.sandbox().name() + "\r\nContent-Type: "
                        + BulkIngestion.MEDIA_TYPE + "\r\nContent-Length: " + (long) lines * line.length + "\r\n\r\n";

        long results;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1_024);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int number = 0; number < lines; number++) {
                out.write(line);
            }
            out.flush();
            results = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .filter(result -> result.startsWith("{\"line\":"))
                    .count();
        }

        assertThat(results).isEqualTo(lines);
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsRefusedUnread() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        String head =
                "POST /v1/accounts/bulk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + token() + "\r\nx-sandbox-name: " + tests.sandbox().name() + "\r\nContent-Type: "
                        + BulkIngestion.MEDIA_TYPE + "\r\nContent-Length: 99999999999\r\n\r\n";

        assertThat(answer(head)).startsWith("HTTP/1.1 413");
    }

    private static String answer(String request) {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token() {
        return ProfileTests.token(Tokens.ACME, Permissions.MANAGE_PROFILES);
    }

    /** The same line, again and again, without holding more than one of it. */
    private static final class RepeatedLine extends InputStream {

        private final byte[] line;
        private final long length;
        private long position;

        RepeatedLine(byte[] line, long lines) {
            this.line = line;
            this.length = lines * line.length;
        }

        @Override
        public int read() {
            return position == length ? -1 : line[(int) (position++ % line.length)];
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            if (position == length) {
                return -1;
            }
            int from = (int) (position % line.length);
            int count = (int) Math.min(Math.min(wanted, line.length - from), length - position);
            System.arraycopy(line, from, buffer, offset, count);
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

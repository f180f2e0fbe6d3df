package io.coterie.localstack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coterie.localstack.screen.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which the intake asks things of a suite, here of one that only takes notes. */
class IntakeTest {

    private static final String SANDBOX = "demo";

    @TempDir
    Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger looksThatFindWork = new AtomicInteger(3);
    private HttpServer suite;

    @BeforeEach
    void start() throws IOException {
        suite = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        suite.createContext("/", this::answer);
        suite.start();
    }

    @AfterEach
    void stop() {
        suite.stop(0);
    }

    @Test
    void aSandboxIsProvisionedWhenNothingOfItIsOnItsWayAnyMore() {
        intake().provision();

        assertThat(heard).startsWith("POST /v1/sandboxes").endsWith("GET /v1/replication");
        assertThat(looksThatFindWork).hasNonPositiveValue();
    }

    @Test
    void somePersonsAreSentBeforeAnyAccount() throws IOException {
        DemoInput input = new DemoInput(
                file("accounts"),
                file("early persons"),
                file("persons"),
                file("partner persons"),
                List.of(),
                List.of(),
                List.of());

        Refusals refusals = intake().sendInBulk(input);

        assertThat(heard)
                .containsExactly(
                        "POST /v1/persons/bulk early persons",
                        "POST /v1/accounts/bulk accounts",
                        "POST /v1/persons/bulk persons");
        assertThat(refusals.lines("accounts")).isEmpty();
    }

    private Intake intake() {
        URI url = URI.create("http://127.0.0.1:" + suite.getAddress().getPort());
        DemoEnvironment environment = new DemoEnvironment(
                url,
                url,
                url,
                url,
                url.resolve("/token"),
                "client",
                "secret",
                "acme",
                url,
                url,
                "127.0.0.1:1",
                "name",
                "record",
                directory);
        Clock clock = Clock.systemUTC();
        Screen nowhere = new Screen(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), false);
        JobWatcher nobody = JobWatcher.nobody();
        return new Intake(new JobContext(
                environment,
                SANDBOX,
                new SuiteClient(environment, SANDBOX, clock, false, nobody),
                new Report(),
                new PhaseProgress(nowhere, clock),
                false,
                nobody));
    }

    /** A file whose only line tells which it is. */
    private Path file(String line) throws IOException {
        return Files.writeString(directory.resolve(line), line + "\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (asked.endsWith("/token")) {
            answer(exchange, 200, "{\"access_token\":\"token\",\"expires_in\":600}");
            return;
        }
        heard.add(asked.endsWith("/bulk") ? asked + " " + body.strip() : asked);
        switch (asked) {
            case "POST /v1/sandboxes" -> answer(exchange, 201, "{\"name\":\"demo\"}");
            case "GET /v1/sandboxes/demo" -> answer(exchange, 200, "{\"status\":\"ready\"}");
            case "PUT /v1/sandboxes/demo/instance" -> answer(exchange, body.contains("-other") ? 409 : 200, "{}");
            case "GET /v1/replication" -> answer(exchange, 200, replication());
            case "POST /v1/persons/bulk", "POST /v1/accounts/bulk" -> answer(exchange, 200, "");
            default -> answer(exchange, 404, "{}");
        }
    }

    private String replication() {
        int depth = looksThatFindWork.getAndDecrement() > 0 ? 1 : 0;
        return "{\"service\":\"some-service\",\"outboxDepth\":" + depth + ",\"pendingWork\":{},\"topics\":[]}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}

package io.coterie.benchmarks.suite;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** The suite's REST interface as a partner's program would call it. */
public final class Rest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<String> token;

    Rest(Supplier<String> token) {
        this.token = token;
    }

    public JsonNode get(String sandbox, URI service, String path) {
        return read(send(request(sandbox, service, path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    @CanIgnoreReturnValue
    public JsonNode post(String sandbox, URI service, String path, JsonNode body) {
        HttpRequest request = request(sandbox, service, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return read(send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /** Sends a file of NDJSON and reads every result; fails unless all lines were accepted. */
    public void bulk(String sandbox, URI service, String path, Path lines) {
        try {
            HttpRequest request = request(sandbox, service, path)
                    .header("Content-Type", "application/x-ndjson")
                    .header("Accept", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofFile(lines))
                    .build();
            HttpResponse<InputStream> answer = send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader results =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String refused = results.lines()
                        .filter(result -> !result.contains("\"accepted\""))
                        .findFirst()
                        .orElse("");
                if (answer.statusCode() != 200 || !refused.isEmpty()) {
                    throw new IllegalStateException(
                            "Bulk " + path + " answered " + answer.statusCode() + " " + refused);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to send " + lines + " to " + path, e);
        }
    }

    /** A request that carries the token and the sandbox. */
    public HttpRequest.Builder request(String sandbox, URI service, String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token.get())
                .header("x-sandbox-name", sandbox);
    }

    public HttpClient client() {
        return http;
    }

    int provision(URI profile, String name) {
        JsonNode created = post(
                name,
                profile,
                "/v1/sandboxes",
                JSON.createObjectNode().put("name", name).put("title", "Benchmark"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(name, profile, "/v1/sandboxes/" + name)
                        .path("status")
                        .asText()
                        .equals("ready"));
        return created.path("id").intValue();
    }

    Quiet quiet(List<URI> services) {
        return new Quiet(services);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.request().method() + " "
                    + answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected JSON from " + answer.request().uri(), e);
        }
    }

    /** Whether anything is on its way: in an outbox, in a topic, in a queue of work. */
    final class Quiet {

        private static final Duration PAUSE = Duration.ofMillis(50);

        /** One look can miss what is between two services, so it must stay quiet over several looks. */
        private static final Duration LONG_ENOUGH = Duration.ofMillis(1200);

        /** Replication is shown to whoever may see some sandbox; which one does not matter. */
        private static final String ANY_SANDBOX = "bench";

        private final List<URI> services;

        private Quiet(List<URI> services) {
            this.services = services;
        }

        /** Answers what is noted at the first of the looks that found nothing any more. */
        <T> T await(Supplier<T> noted) {
            List<T> first = new ArrayList<>(1);
            long[] since = {0};
            Awaitility.await().atMost(PATIENCE).pollInterval(PAUSE).until(() -> {
                if (services.stream().anyMatch(this::isBusy)) {
                    first.clear();
                } else if (first.isEmpty()) {
                    since[0] = System.nanoTime();
                    first.add(noted.get());
                }
                return !first.isEmpty() && System.nanoTime() - since[0] > LONG_ENOUGH.toNanos();
            });
            return first.getFirst();
        }

        private boolean isBusy(URI service) {
            JsonNode replication = get(ANY_SANDBOX, service, "/v1/replication");
            if (replication.path("outboxDepth").longValue() > 0) {
                return true;
            }
            for (JsonNode topic : replication.path("topics")) {
                if (topic.path("lag").longValue() > 0) {
                    return true;
                }
            }
            for (JsonNode work : replication.path("pendingWork")) {
                if (work.longValue() > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}

package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The suite's REST interface as a partner's program would call it. */
final class SuiteClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DemoEnvironment environment;
    private final String sandbox;
    private final Clock clock;
    private final Calls calls;
    private final JobWatcher watcher;
    private @Nullable String token;
    private Instant renewAt = Instant.EPOCH;

    /** @param repeats whether calls that a restarting service did not answer are repeated */
    SuiteClient(DemoEnvironment environment, String sandbox, Clock clock, boolean repeats, JobWatcher watcher) {
        this.environment = environment;
        this.sandbox = sandbox;
        this.clock = clock;
        this.calls = new Calls(repeats, PATIENCE, clock);
        this.watcher = watcher;
    }

    JsonNode get(URI service, String path) {
        return send(request(service, path).GET(), 200);
    }

    @CanIgnoreReturnValue
    JsonNode post(URI service, String path, JsonNode body, int expected) {
        return send(request(service, path).POST(json(body)), expected);
    }

    @CanIgnoreReturnValue
    JsonNode put(URI service, String path, JsonNode body, int expected) {
        return send(request(service, path).PUT(json(body)), expected);
    }

    /** Every item of a list, page by page. */
    List<JsonNode> list(URI service, String path) {
        List<JsonNode> items = new ArrayList<>();
        String join = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = get(service, path + join + "limit=1000" + cursor);
            page.get("items").forEach(items::add);
            cursor = page.hasNonNull("next")
                    ? "&cursor=" + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /**
     * Streams a file of NDJSON and hands over each result line as it comes; again from the first line when the call was
     * cut, which is the same as once because each line names the record it describes.
     */
    void bulk(String path, Path file, Consumer<JsonNode> result) {
        var _ = calls.repeatable("Bulk " + path, () -> stream(path, file, result));
    }

    private int stream(String path, Path file, Consumer<JsonNode> result)
            throws IOException, InterruptedException, Calls.UnavailableException {
        HttpRequest request = request(environment.profile(), path)
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> watched(path, file)))
                .build();
        HttpResponse<InputStream> answer = calls.once(request, HttpResponse.BodyHandlers.ofInputStream());
        int results = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                throw new Calls.UnavailableException(
                        "Bulk " + path + " answered " + answer.statusCode() + ": " + lines.readLine());
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                result.accept(JSON.readTree(line));
                results++;
            }
        }
        return results;
    }

    private InputStream watched(String path, Path file) {
        try {
            return new WatchedLines(
                    new BufferedInputStream(Files.newInputStream(file)), number -> watcher.bulkLine(path, number));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + file, e);
        }
    }

    /** A call without token to whatever URL: what a mail provider or a simulator's user does. */
    HttpResponse<String> call(String method, URI url, @Nullable String contentType, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        Optional.ofNullable(contentType).ifPresent(type -> request.header("Content-Type", type));
        return calls.send(withJson(request.build()), HttpResponse.BodyHandlers.ofString());
    }

    /** A call without token that must answer JSON. */
    @CanIgnoreReturnValue
    JsonNode callJson(String method, URI url, @Nullable JsonNode body) {
        HttpResponse<String> answer =
                call(method, url, body == null ? null : "application/json", body == null ? null : body.toString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + url + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return parse(answer.body());
    }

    private JsonNode send(HttpRequest.Builder request, int expected) {
        HttpRequest built = request.build();
        HttpResponse<String> answer = calls.send(withJson(built), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(built.method() + " " + built.uri() + " answered " + answer.statusCode()
                    + ", expected " + expected + ": " + answer.body());
        }
        watcher.answered(built.method(), built.uri().getPath());
        return parse(answer.body());
    }

    private HttpRequest.Builder request(URI service, String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("x-sandbox-name", sandbox);
    }

    private static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private String token() {
        Instant now = clock.instant();
        String known = token;
        if (known != null && now.isBefore(renewAt)) {
            return known;
        }
        String form = "grant_type=client_credentials&client_id="
                + URLEncoder.encode(environment.clientId(), StandardCharsets.UTF_8) + "&client_secret="
                + URLEncoder.encode(environment.clientSecret(), StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                call("POST", environment.tokenEndpoint(), "application/x-www-form-urlencoded", form);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("No token: " + answer.statusCode() + " " + answer.body());
        }
        JsonNode granted = parse(answer.body());
        String fresh = granted.get("access_token").textValue();
        renewAt = now.plusSeconds(granted.get("expires_in").longValue() / 2);
        token = fresh;
        return fresh;
    }

    private static HttpRequest withJson(HttpRequest request) {
        boolean hasBody =
                request.bodyPublisher().map(body -> body.contentLength() != 0).orElse(false);
        if (!hasBody || request.headers().firstValue("Content-Type").isPresent()) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Content-Type", "application/json")
                .build();
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? NullNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("Expected JSON, but got: " + body, e);
        }
    }
}

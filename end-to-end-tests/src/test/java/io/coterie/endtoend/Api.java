package io.coterie.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The suite's REST interface as one caller sees it.
 *
 * @param headers sent with every call; asked for each time, because a token ends
 */
record Api(Stack stack, Map<String, Supplier<String>> headers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_MUCH = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** A program of the organisation acme that may do everything, in one sandbox. */
    static Api inSandbox(Stack stack, String sandbox) {
        return new Api(stack, Map.of())
                .with("Authorization", () -> "Bearer " + stack.token())
                .with("x-sandbox-name", sandbox);
    }

    /** A human of the local realm, in no sandbox yet. */
    static Api ofUser(Stack stack, String name) {
        String form = "grant_type=password&client_id=coterie-frontend&username=" + name + "&password="
                + stack.secrets().userPassword();
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        Answer answer = send(request);
        return new Api(stack, Map.of())
                .with(
                        "Authorization",
                        "Bearer " + answer.expect(200).get("access_token").asText());
    }

    Api with(String header, String value) {
        return with(header, () -> value);
    }

    private Api with(String header, Supplier<String> value) {
        Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(stack, more);
    }

    Api without(String header) {
        Map<String, Supplier<String>> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Api(stack, fewer);
    }

    Answer get(Part service, String path) {
        return get(stack.url(service).resolve(path));
    }

    Answer get(URI url) {
        return send(request(url).GET().build());
    }

    @CanIgnoreReturnValue
    Answer post(Part service, String path, String body) {
        return post(stack.url(service).resolve(path), body);
    }

    @CanIgnoreReturnValue
    Answer post(URI url, String body) {
        return send(request(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends documents, one per line; fails unless every line is taken. */
    void bulk(Part service, String path, List<String> lines) {
        String results = send(request(stack.url(service).resolve(path))
                        .timeout(PATIENCE_WITH_MUCH)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines)))
                        .build())
                .text();
        List<String> refused =
                results.lines().filter(line -> line.contains("\"refused\"")).toList();
        if (!refused.isEmpty() || results.lines().count() != lines.size()) {
            throw new AssertionError(
                    path + ": " + results.lines().count() + " of " + lines.size() + " lines, refused: " + refused);
        }
    }

    @CanIgnoreReturnValue
    Answer put(Part service, String path, String body) {
        return send(request(stack.url(service).resolve(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @CanIgnoreReturnValue
    Answer delete(URI url) {
        return send(request(url).DELETE().build());
    }

    /** Every item of a list, page by page. */
    List<JsonNode> list(Part service, String path) {
        List<JsonNode> items = new ArrayList<>();
        String first = path + (path.contains("?") ? "&" : "?") + "limit=1000";
        String next = first;
        while (!next.isEmpty()) {
            JsonNode page = get(service, next).expect(200);
            page.get("items").forEach(items::add);
            next = page.hasNonNull("next")
                    ? first + "&cursor=" + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8)
                    : "";
        }
        return items;
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
        headers.forEach((name, value) -> request.header(name, value.get()));
        return request;
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(request, response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Answer(HttpRequest request, int status, String text) {

        /** The body; fails when the status is another one. */
        @CanIgnoreReturnValue
        JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError(request.method() + " " + request.uri() + ": expected " + expected
                        + ", but got " + status + " " + text);
            }
            return body();
        }

        JsonNode body() {
            try {
                return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("Expected JSON, but got: " + text, e);
            }
        }
    }
}

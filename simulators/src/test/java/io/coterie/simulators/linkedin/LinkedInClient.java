package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls the simulator like a client that knows the rules; single headers can be changed or left out. */
final class LinkedInClient {

    static final String ACCOUNT = "urn:li:sponsoredAccount:516848833";
    static final String ENCODED_ACCOUNT = "urn%3Ali%3AsponsoredAccount%3A516848833";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final Map<String, String> headers;

    LinkedInClient(URI base) {
        this(
                base,
                Map.of(
                        "Authorization", "Bearer coterie-local-access-token",
                        "LinkedIn-Version", "202608",
                        "X-Restli-Protocol-Version", "2.0.0",
                        "Content-Type", "application/json"));
    }

    private LinkedInClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    LinkedInClient with(String header, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(header, value);
        return new LinkedInClient(base, changed);
    }

    LinkedInClient without(String header) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(header);
        return new LinkedInClient(base, changed);
    }

    LinkedInClient method(String restLiMethod) {
        return with("X-RestLi-Method", restLiMethod);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** The id of a new segment. */
    @CanIgnoreReturnValue
    String createSegment(String sourceSegmentId) {
        return post("/rest/dmpSegments", segment(sourceSegmentId)).header("x-restli-id");
    }

    Answer stream(String segmentId, String elements) {
        return method("BATCH_CREATE")
                .post("/rest/dmpSegments/" + segmentId + "/companies", "{\"elements\":" + elements + "}");
    }

    static String segment(String sourceSegmentId) {
        return """
                {"name":"Missing decision maker","type":"COMPANY","sourcePlatform":"DIRECT_API","sourceSegmentId":"%s",
                 "account":"%s","accessPolicy":"PRIVATE","destinations":[{"destination":"LINKEDIN"}]}
                """.formatted(sourceSegmentId, ACCOUNT);
    }

    private Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response, json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) throws IOException {
        return body.startsWith("{") ? MAPPER.readTree(body) : MissingNode.getInstance();
    }

    record Answer(HttpResponse<String> response, JsonNode json) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json.path("code").asText();
        }

        String message() {
            return json.path("message").asText();
        }
    }
}

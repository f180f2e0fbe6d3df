package io.coterie.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What a reader of an OpenAPI document would miss; every fault is named with its operation. */
final class ApiFaults {

    private static final Pattern OPERATION_ID = Pattern.compile("[a-z]\\w*\\.[a-z]\\w*");
    private static final Pattern SANDBOXLESS = Pattern.compile("/v1/(sandboxes|dead-letters|replication)(/.*)?");
    private static final Set<String> WITHOUT_BODY = Set.of("204", "304");
    private static final String SANDBOX_HEADER = "#/components/parameters/x-sandbox-name";

    private final JsonNode document;
    private final List<String> found = new ArrayList<>();

    private ApiFaults(JsonNode document) {
        this.document = document;
    }

    static void require(JsonNode document) {
        ApiFaults faults = new ApiFaults(document);
        faults.look();
        if (!faults.found.isEmpty()) {
            throw new AssertionError("The published document leaves open:\n" + String.join("\n", faults.found));
        }
    }

    private void look() {
        Set<String> ids = new HashSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String place = operation.getKey() + " " + path.getKey();
                    JsonNode described = operation.getValue();
                    lookAtWords(place, described, ids);
                    lookAtCaller(place, path.getKey(), described);
                    lookAtBody(place, described);
                    lookAtResponses(place, described);
                }));
        lookAtSchemas();
        lookAtReferences(document);
    }

    private void lookAtWords(String place, JsonNode operation, Set<String> ids) {
        String id = operation.path("operationId").asText();
        require(OPERATION_ID.matcher(id).matches(), place, "operationId like accounts.put, not '" + id + "'");
        require(ids.add(id), place, "an operationId of its own, not " + id + " again");
        require(!operation.path("summary").asText().isBlank(), place, "a summary (@Operation)");
        require(!operation.path("tags").isEmpty(), place, "a tag (@Tag at the resource)");
        operation
                .path("tags")
                .forEach(tag -> require(isDescribed(tag.asText()), place, "a description of the tag " + tag.asText()));
    }

    private boolean isDescribed(String tag) {
        return StreamSupport.stream(document.path("tags").spliterator(), false)
                .anyMatch(known -> known.path("name").asText().equals(tag)
                        && !known.path("description").asText().isBlank());
    }

    private void lookAtCaller(String place, String path, JsonNode operation) {
        JsonNode security = operation.path("security");
        if (security.isEmpty()) {
            require(path.contains("{token}"), place, "a permission, or a signed token in the path");
            return;
        }
        require(security.size() == 1 && !security.get(0).path("token").isEmpty(), place, "one permission it needs");
        if (!SANDBOXLESS.matcher(path).matches()) {
            require(
                    operation.path("parameters").findValuesAsText("$ref").contains(SANDBOX_HEADER),
                    place,
                    "the parameter x-sandbox-name");
        }
    }

    private void lookAtBody(String place, JsonNode operation) {
        JsonNode body = operation.path("requestBody");
        if (!body.isMissingNode()) {
            requireSchemas(place + " request", body.path("content"));
        }
    }

    private void lookAtResponses(String place, JsonNode operation) {
        boolean succeeds = false;
        for (var response : operation.path("responses").properties()) {
            String status = response.getKey();
            JsonNode described = resolved(response.getValue());
            if (status.startsWith("2")) {
                succeeds = true;
                requireContent(place + " " + status, status, described.path("content"));
            } else {
                require(
                        described.path("content").has("application/problem+json"),
                        place + " " + status,
                        "application/problem+json");
            }
        }
        require(succeeds, place, "the answer of success");
        require(operation.path("responses").has("default"), place, "the answer of any other refusal");
    }

    private void requireContent(String place, String status, JsonNode content) {
        if (WITHOUT_BODY.contains(status)) {
            require(content.isEmpty(), place, "no content");
        } else if (!place.contains("{token}")) {
            // What others call decides itself what it answers; all else answers with something.
            require(!content.isEmpty(), place, "content");
        }
        requireSchemas(place, content);
    }

    private void requireSchemas(String place, JsonNode content) {
        content.properties()
                .forEach(media ->
                        require(!media.getValue().path("schema").isEmpty(), place, "a schema for " + media.getKey()));
    }

    private void lookAtSchemas() {
        document.path("components").path("schemas").fieldNames().forEachRemaining(name -> {
            // Two classes of one name: the second gets a number that says nothing.
            require(!name.matches(".*\\d"), "schema " + name, "a name of its own (@Schema(name = …))");
        });
    }

    private void lookAtReferences(JsonNode node) {
        if (node.path("$ref").isTextual()) {
            String target = node.path("$ref").asText();
            require(!document.at(target.substring(1)).isMissingNode(), target, "something where it points");
        }
        node.forEach(this::lookAtReferences);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void require(boolean holds, String place, String expected) {
        if (!holds) {
            found.add(place + ": expected " + expected);
        }
    }
}

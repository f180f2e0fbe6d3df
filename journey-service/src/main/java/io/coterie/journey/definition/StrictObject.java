package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.journey.definition.Finding.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object field by field and remembers what it was asked for, so that whatever nobody asked for is a
 * finding. A missing or wrong field is a finding too and yields a placeholder: a reader goes on, collects every finding,
 * and throws the result away.
 */
final class StrictObject {

    private static final int LONGEST_TEXT = 1_000;

    private final ObjectNode json;
    private final String pointer;
    private final @Nullable String node;
    private final List<Finding> findings;
    private final Set<String> asked = new HashSet<>();

    private StrictObject(ObjectNode json, String pointer, @Nullable String node, List<Finding> findings) {
        this.json = json;
        this.pointer = pointer;
        this.node = node;
        this.findings = findings;
    }

    static Optional<StrictObject> of(
            @Nullable JsonNode json, String pointer, @Nullable String node, List<Finding> findings) {
        if (json instanceof ObjectNode object) {
            return Optional.of(new StrictObject(object, pointer, node, findings));
        }
        findings.add(new Finding(Code.WRONG_TYPE, pointer, node, "Expected an object"));
        return Optional.empty();
    }

    /** The same object, with later findings naming a node. */
    StrictObject about(String nodeId) {
        StrictObject named = new StrictObject(json, pointer, nodeId, findings);
        named.asked.addAll(asked);
        return named;
    }

    String text(String field) {
        JsonNode value = required(field);
        return value == null ? "" : asText(field, value);
    }

    @Nullable
    String optionalText(String field) {
        JsonNode value = optional(field);
        return value == null ? null : asText(field, value);
    }

    boolean flag(String field) {
        JsonNode value = optional(field);
        if (value != null && !value.isBoolean()) {
            report(Code.WRONG_TYPE, field, "Expected true or false");
        }
        return value != null && value.asBoolean();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        elements(field).forEach(element -> texts.add(asText(element.place, element.value)));
        return texts;
    }

    List<StrictObject> objects(String field) {
        List<StrictObject> objects = new ArrayList<>();
        for (Element element : elements(field)) {
            of(element.value, pointer + "/" + element.place, node, findings).ifPresent(objects::add);
        }
        return objects;
    }

    Optional<StrictObject> object(String field) {
        JsonNode value = required(field);
        return value == null ? Optional.empty() : of(value, place(field), node, findings);
    }

    Optional<StrictObject> optionalObject(String field) {
        JsonNode value = optional(field);
        return value == null ? Optional.empty() : of(value, place(field), node, findings);
    }

    @Nullable
    JsonNode optionalTree(String field) {
        return optional(field);
    }

    JsonNode tree(String field) {
        JsonNode value = required(field);
        return value == null ? json.objectNode() : value;
    }

    void report(Code code, String field, String detail) {
        findings.add(new Finding(code, place(field), node, detail));
    }

    String pointer() {
        return pointer;
    }

    /** To be called when everything known was asked for. */
    void refuseTheRest() {
        json.fieldNames().forEachRemaining(field -> {
            if (!asked.contains(field)) {
                report(Code.UNKNOWN_FIELD, field, "Expected no field '" + field + "' here");
            }
        });
    }

    private record Element(String place, JsonNode value) {}

    private List<Element> elements(String field) {
        JsonNode value = required(field);
        List<Element> elements = new ArrayList<>();
        if (value != null && !value.isArray()) {
            report(Code.WRONG_TYPE, field, "Expected a list");
        } else if (value != null) {
            for (int index = 0; index < value.size(); index++) {
                elements.add(new Element(escape(field) + "/" + index, value.get(index)));
            }
        }
        return elements;
    }

    private String asText(String field, JsonNode value) {
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (!value.isTextual()) {
            findings.add(new Finding(Code.WRONG_TYPE, pointer + "/" + field, node, "Expected a text"));
        } else if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            String detail = "Expected a text of 1 to " + LONGEST_TEXT + " characters";
            findings.add(new Finding(Code.INVALID_VALUE, pointer + "/" + field, node, detail));
        }
        return text;
    }

    private @Nullable JsonNode required(String field) {
        JsonNode value = optional(field);
        if (value == null) {
            report(Code.MISSING_FIELD, field, "Expected a field '" + field + "'");
        }
        return value;
    }

    private @Nullable JsonNode optional(String field) {
        asked.add(field);
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private String place(String field) {
        return pointer + "/" + escape(field);
    }

    private static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}

package io.coterie.simulators.restli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A field projection such as {@code id,submittedAt,form:(hiddenFields,content)}; an empty projection keeps all. */
public record Projection(Map<String, Projection> fields) {

    public static Projection parse(String raw) {
        Reader reader = new Reader(raw);
        Projection projection = reader.fields();
        reader.end();
        return projection;
    }

    public boolean asksFor(String field) {
        return fields.containsKey(field);
    }

    public JsonNode apply(JsonNode node) {
        if (fields.isEmpty() || !node.isObject()) {
            return node;
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, inner) -> {
            JsonNode value = node.get(name);
            if (value != null) {
                kept.set(name, inner.apply(value));
            }
        });
        return kept;
    }

    private static final class Reader {

        private final String raw;
        private int position;

        Reader(String raw) {
            this.raw = raw;
        }

        Projection fields() {
            Map<String, Projection> fields = new LinkedHashMap<>();
            do {
                String name = name();
                Projection inner = new Projection(Map.of());
                if (raw.startsWith(":(", position)) {
                    position += 2;
                    inner = fields();
                    expect(')');
                }
                fields.put(name, inner);
            } while (skipComma());
            return new Projection(fields);
        }

        void end() {
            if (position < raw.length()) {
                throw broken();
            }
        }

        private String name() {
            int start = position;
            while (position < raw.length() && Character.isLetterOrDigit(raw.charAt(position))) {
                position++;
            }
            if (start == position) {
                throw broken();
            }
            return raw.substring(start, position);
        }

        private boolean skipComma() {
            if (position < raw.length() && raw.charAt(position) == ',') {
                position++;
                return true;
            }
            return false;
        }

        private void expect(char expected) {
            if (position >= raw.length() || raw.charAt(position) != expected) {
                throw broken();
            }
            position++;
        }

        private ApiException broken() {
            return ApiError.invalidParameter("Invalid projection in param fields at position " + position)
                    .toException();
        }
    }
}

package io.coterie.platform.conditions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes of a document only the fields that conditions read, and skips the rest. For bulk evaluation, where decoding costs more than the
 * conditions do; the conditions it was made for cannot tell the difference.
 */
public final class SelectiveDecoder {

    private static final ObjectReader READER = new JsonMapper().readerFor(Object.class);

    private final Step root;

    private SelectiveDecoder(Step root) {
        this.root = root;
    }

    /** A decoder of documents of the kind for conditions that read these fields, see {@link CompiledCondition#fieldsRead()}. */
    public static SelectiveDecoder of(RecordKind kind, Collection<FieldRead> fields) {
        Step root = new Step(new HashMap<>());
        for (FieldRead field : fields) {
            if (field.kind() == kind) {
                root.add(field.path().split("\\.", -1), 0);
            }
        }
        return new SelectiveDecoder(root);
    }

    /** Fails with {@link UncheckedIOException} when the text is not a JSON object. */
    public Map<String, Object> decode(String json) {
        try (JsonParser parser = READER.createParser(json)) {
            return document(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a JSON object", e);
        }
    }

    /** Fails with {@link UncheckedIOException} when the bytes are not a JSON object. */
    public Map<String, Object> decode(byte[] json) {
        try (JsonParser parser = READER.createParser(json)) {
            return document(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a JSON object", e);
        }
    }

    private Map<String, Object> document(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UncheckedIOException(new IOException("Expected a JSON object"));
        }
        return object(parser, root);
    }

    private static Map<String, Object> object(JsonParser parser, Step step) throws IOException {
        Map<String, Object> object = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Step next = step.nested().get(name);
            if (next == null) {
                parser.skipChildren();
            } else {
                Object value = value(parser, token, next);
                if (value != null) {
                    object.put(name, value);
                }
            }
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, Step step) throws IOException {
        if (token == JsonToken.START_OBJECT && !step.nested().isEmpty()) {
            return object(parser, step);
        }
        return READER.readValue(parser);
    }

    /** A name on the way to a field. A field that is an object itself is not one that conditions can read. */
    private record Step(Map<String, Step> nested) {

        void add(String[] path, int from) {
            if (from < path.length) {
                nested.computeIfAbsent(path[from], name -> new Step(new HashMap<>()))
                        .add(path, from + 1);
            }
        }
    }
}

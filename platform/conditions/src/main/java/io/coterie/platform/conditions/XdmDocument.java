package io.coterie.platform.conditions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes XDM JSON into the maps that facts hold. */
public final class XdmDocument {

    private static final ObjectReader READER = new JsonMapper()
            .readerFor(new TypeReference<Map<String, Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private XdmDocument() {}

    /** Fails with {@link UncheckedIOException} when the text is not a JSON object. */
    public static Map<String, Object> parse(String json) {
        try {
            return orEmpty(READER.readValue(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected a JSON object", e);
        }
    }

    /** Fails with {@link UncheckedIOException} when the bytes are not a JSON object. */
    public static Map<String, Object> parse(byte[] json) {
        try {
            return orEmpty(READER.readValue(json));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a JSON object", e);
        }
    }

    /** Fails with {@link UncheckedIOException} when the node is not an object. */
    public static Map<String, Object> of(JsonNode json) {
        try {
            return orEmpty(READER.readValue(json));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a JSON object", e);
        }
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> read) {
        return read == null ? Map.of() : read;
    }
}

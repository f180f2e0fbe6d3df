package io.coterie.profile.xdm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** XDM documents as JSON: read strictly, checked against their shape, written once. */
public final class XdmDocument {

    /** The schemas nest seven deep; more is an attack or a mistake. */
    private static final int MAXIMUM_NESTING = 16;

    private static final int MAXIMUM_NUMBER_LENGTH = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // What stood in the text is personal data and has no place in a message.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAXIMUM_NESTING)
                        .maxNumberLength(MAXIMUM_NUMBER_LENGTH)
                        .build());
    }

    private XdmDocument() {}

    /**
     * Reads one JSON object.
     *
     * @throws ProblemException malformed-json with the column, or invalid-body when it is no object
     */
    public static ObjectNode read(byte[] json) {
        try {
            return requireObject(MAPPER.readTree(json));
        } catch (JsonProcessingException malformed) {
            int column = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getColumnNr();
            String detail =
                    "Expected well-formed JSON without repeated members, but it breaks at column " + column + ".";
            throw new ProblemException(GenericError.MALFORMED_JSON, detail, List.of(new Violation("", detail, column)));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    /**
     * Holds the document against its shape and brings it into its one form.
     *
     * @throws ProblemException invalid-body with every place that does not fit
     */
    public static void check(ObjectNode document, Shape.Structure shape, List<Violation> further) {
        ShapeCheck check = new ShapeCheck();
        check.check(shape, document);
        List<Violation> violations = check.violations();
        violations.addAll(further);
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    GenericError.INVALID_BODY, "Expected an XDM document that fits its schema.", violations);
        }
    }

    /** What a checked document holds beside the standard fields: the members that begin with an underscore. */
    public static ObjectNode custom(ObjectNode document) {
        ObjectNode custom = JsonNodeFactory.instance.objectNode();
        document.properties().forEach(member -> {
            if (member.getKey().startsWith("_")) {
                custom.set(member.getKey(), member.getValue());
            }
        });
        return custom;
    }

    /** The document as JSON text. */
    public static String write(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree can be written", e);
        }
    }

    /** A document that was checked before it was stored. */
    public static ObjectNode stored(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A list out of such a document. */
    public static ArrayNode storedList(String json) {
        try {
            return MAPPER.readValue(json, ArrayNode.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The database made this JSON", e);
        }
    }

    /** A text that is known to be JSON, to be written as it is. Saves writing each document a second time. */
    public static JsonNode written(String json) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
    }

    private static ObjectNode requireObject(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ProblemException.ofField(GenericError.INVALID_BODY, "", "Expected a JSON object.");
    }
}

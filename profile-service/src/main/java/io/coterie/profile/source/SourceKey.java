package io.coterie.profile.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of an account or person: where it comes from and what it is called there (KEY-01). Written
 * {@code sourceID@sourceInstanceID.sourceType} (KEY-02).
 *
 * <p>No part may be blank or contain {@code @}, and the type may contain no dot (KEY-04, D-03), so that the written form
 * can be taken apart in one way only: instances do contain dots.
 */
public record SourceKey(String sourceID, String sourceInstanceID, String sourceType) {

    /** Two keys must fit into one index entry of the database. */
    static final int MAXIMUM_BYTES = 512;

    /** The members of a key object. */
    public static final String ID = "sourceID";

    public static final String INSTANCE = "sourceInstanceID";
    public static final String TYPE = "sourceType";
    public static final String WRITTEN = "sourceKey";

    /**
     * @throws InvalidSourceKey when a part breaks a rule
     */
    public SourceKey {
        requirePart(ID, sourceID);
        requirePart(INSTANCE, sourceInstanceID);
        requirePart(TYPE, sourceType);
        if (sourceType.indexOf('.') >= 0) {
            throw new InvalidSourceKey(TYPE, "Expected a source type without a dot.");
        }
        if (write(sourceID, sourceInstanceID, sourceType).getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
            throw new InvalidSourceKey(WRITTEN, "Expected a source key of at most " + MAXIMUM_BYTES + " bytes.");
        }
    }

    /**
     * Takes a written key apart.
     *
     * @throws InvalidSourceKey when it does not have the form {@code sourceID@sourceInstanceID.sourceType}
     */
    public static SourceKey parse(String written) {
        int at = written.indexOf('@');
        int dot = written.lastIndexOf('.');
        if (at < 0 || dot < at) {
            throw new InvalidSourceKey(
                    WRITTEN, "Expected a source key of the form sourceID@sourceInstanceID.sourceType.");
        }
        return new SourceKey(written.substring(0, at), written.substring(at + 1, dot), written.substring(dot + 1));
    }

    /**
     * Reads the members of a key object. Either the written form is there or all three parts; what is missing is
     * computed, and what is there twice must agree (D-03).
     *
     * @throws InvalidSourceKey when a part is missing, breaks a rule or disagrees with the written form
     */
    public static SourceKey of(
            @Nullable String sourceID,
            @Nullable String sourceInstanceID,
            @Nullable String sourceType,
            @Nullable String written) {
        if (written == null) {
            return new SourceKey(present(ID, sourceID), present(INSTANCE, sourceInstanceID), present(TYPE, sourceType));
        }
        SourceKey key = parse(written);
        requireAgreement(ID, sourceID, key.sourceID);
        requireAgreement(INSTANCE, sourceInstanceID, key.sourceInstanceID);
        requireAgreement(TYPE, sourceType, key.sourceType);
        return key;
    }

    /** The written form. */
    public String sourceKey() {
        return write(sourceID, sourceInstanceID, sourceType);
    }

    /** The key as a key object of an XDM document. */
    public ObjectNode keyObject() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(ID, sourceID)
                .put(INSTANCE, sourceInstanceID)
                .put(TYPE, sourceType)
                .put(WRITTEN, sourceKey());
    }

    @Override
    public String toString() {
        return sourceKey();
    }

    private static String write(String id, String instance, String type) {
        return id + "@" + instance + "." + type;
    }

    private static String present(String name, @Nullable String part) {
        if (part == null) {
            throw new InvalidSourceKey(name, "Expected a " + name + ", or a sourceKey that contains it.");
        }
        return part;
    }

    private static void requireAgreement(String name, @Nullable String part, String written) {
        if (part != null && !part.equals(written)) {
            throw new InvalidSourceKey(name, "Expected the " + name + " of the sourceKey, '" + written + "'.");
        }
    }

    private static void requirePart(String name, String part) {
        if (part.isBlank()) {
            throw new InvalidSourceKey(name, "Expected a " + name + " that is not blank.");
        }
        if (part.indexOf('@') >= 0) {
            throw new InvalidSourceKey(name, "Expected a " + name + " without '@'.");
        }
        if (!part.equals(part.strip()) || part.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSourceKey(
                    name, "Expected a " + name + " without surrounding blanks and control characters.");
        }
    }
}

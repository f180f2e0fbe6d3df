package io.coterie.journey.definition;

import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a definition from being a journey.
 *
 * @param pointer JSON pointer (RFC 6901) into the definition
 * @param node the node concerned; null when the finding is about the journey as a whole
 * @param detail for a person, with what was expected
 * @param column 1-based place inside an expression; null for every other finding
 */
public record Finding(
        Code code,
        String pointer,
        @Nullable String node,
        String detail,
        @Nullable Integer column) {

    Finding(Code code, String pointer, @Nullable String node, String detail) {
        this(code, pointer, node, detail, null);
    }

    /** Why a definition is refused. */
    public enum Code {
        WRONG_TYPE("wrong-type", true),
        MISSING_FIELD("missing-field", true),
        UNKNOWN_FIELD("unknown-field", true),
        INVALID_VALUE("invalid-value", true),
        UNKNOWN_NODE_TYPE("unknown-node-type", true),
        UNKNOWN_ACTION("unknown-action", true),
        UNKNOWN_EVENT("unknown-event", true),
        AUDIENCE_MISSING("audience-missing", false),
        AUDIENCE_NOT_FIRST("audience-not-first", false),
        AUDIENCE_REPEATED("audience-repeated", false),
        NODE_REPEATED("node-repeated", false),
        LABEL_REPEATED("label-repeated", false),
        DANGLING_EDGE("dangling-edge", false),
        EDGE_TO_AUDIENCE("edge-to-audience", false),
        UNREACHABLE_NODE("unreachable-node", false),
        CYCLE_WITHOUT_WAIT("cycle-without-wait", false),
        NO_PATHS("no-paths", false),
        TOO_MANY_PATHS("too-many-paths", false),
        INVALID_CONDITION("invalid-condition", false),
        UNKNOWN_REFERENCE("unknown-reference", false);

        private final String text;
        private final boolean shape;

        Code(String text, boolean shape) {
            this.text = text;
            this.shape = shape;
        }

        public String text() {
            return text;
        }

        /** Whether the body itself could not be read; otherwise it reads well and says something impossible. */
        public boolean isShape() {
            return shape;
        }
    }
}

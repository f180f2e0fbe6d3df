package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes values as CEL literals. */
final class CelText {

    private CelText() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> append(quoted, (char) c));
        return quoted.append('"').toString();
    }

    static String literal(Object value) {
        return switch (value) {
            case Instant instant -> "timestamp(" + quoted(instant.toString()) + ")";
            case Long integer -> integer.toString();
            case Double number -> number.toString();
            default -> quoted(value.toString());
        };
    }

    /** The nodes' expressions, joined; empty when one of them has none. */
    static Optional<String> joined(List<Node> nodes, String with) {
        List<String> expressions = nodes.stream()
                .map(Node::expression)
                .flatMap(Optional::stream)
                .map(expression -> "(" + expression + ")")
                .toList();
        return expressions.size() == nodes.size() ? Optional.of(String.join(with, expressions)) : Optional.empty();
    }

    /** Whether the node's expression may have no result, because it is the author's and not guarded with {@code has}. */
    static boolean readsMissing(Node node) {
        return switch (node) {
            case ExpressionTest _ -> true;
            case AllOf all -> all.nodes().stream().anyMatch(CelText::readsMissing);
            case AnyOf any -> any.nodes().stream().anyMatch(CelText::readsMissing);
            case Negation not -> readsMissing(not.node());
            default -> false;
        };
    }

    private static void append(StringBuilder quoted, char c) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append(c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
                } else {
                    quoted.append(c);
                }
            }
        }
    }
}

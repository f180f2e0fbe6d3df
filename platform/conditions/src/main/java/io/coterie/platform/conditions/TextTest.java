package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests of a text, case-insensitive; several values are "one of", or "none of" for a negative operator (§9.3, §16.4). */
record TextTest(Operator operator, Set<String> folded) implements ValueTest {

    static TextTest of(Operator operator, Collection<String> values) {
        Set<String> folded = new LinkedHashSet<>();
        values.forEach(value -> folded.add(Fold.fold(value)));
        return new TextTest(operator, folded);
    }

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        return value instanceof String text && anyOf(text) != operator.isNegative();
    }

    /** Whether the text satisfies the positive form of the operator for one of the values. */
    boolean anyOf(String text) {
        String actual = Fold.fold(text);
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> anyIn(actual, Part.INSIDE);
            case STARTS_WITH, NOT_STARTS_WITH -> anyIn(actual, Part.START);
            case ENDS_WITH -> anyIn(actual, Part.END);
            default -> folded.contains(actual);
        };
    }

    @Override
    public String expression(String field) {
        return "has(" + field + ") && " + (operator.isNegative() ? "!" : "") + anyOfExpression(field);
    }

    String anyOfExpression(String text) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> anyCall(text, "contains");
            case STARTS_WITH, NOT_STARTS_WITH -> anyCall(text, "startsWith");
            case ENDS_WITH -> anyCall(text, "endsWith");
            default ->
                folded.stream()
                        .map(CelText::quoted)
                        .collect(Collectors.joining(", ", "(fold(" + text + ") in [", "])"));
        };
    }

    private String anyCall(String text, String function) {
        return folded.stream()
                .map(value -> "fold(" + text + ")." + function + "(" + CelText.quoted(value) + ")")
                .collect(Collectors.joining(" || ", "(", ")"));
    }

    private boolean anyIn(String actual, Part part) {
        for (String value : folded) {
            boolean found = switch (part) {
                case INSIDE -> actual.contains(value);
                case START -> actual.startsWith(value);
                case END -> actual.endsWith(value);
            };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private enum Part {
        INSIDE,
        START,
        END
    }
}

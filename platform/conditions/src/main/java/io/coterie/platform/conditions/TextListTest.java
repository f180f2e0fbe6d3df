package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests of a list of texts: some entry satisfies a positive operator; no entry what a negative one excludes. */
record TextListTest(TextTest entry) implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        return value instanceof List<?> entries
                && anyEntry(entries) != entry.operator().isNegative();
    }

    @Override
    public String expression(String field) {
        String exists = field + ".exists(entry, " + entry.anyOfExpression("entry") + ")";
        return "has(" + field + ") && " + (entry.operator().isNegative() ? "!" : "") + exists;
    }

    private boolean anyEntry(List<?> entries) {
        for (Object value : entries) {
            if (value instanceof String text && entry.anyOf(text)) {
                return true;
            }
        }
        return false;
    }
}

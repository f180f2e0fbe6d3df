package io.coterie.platform.conditions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tests of a boolean. */
record FlagTest(boolean expected) implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        return value instanceof Boolean flag && flag == expected;
    }

    @Override
    public String expression(String field) {
        return "has(" + field + ") && " + (expected ? "" : "!") + field;
    }
}

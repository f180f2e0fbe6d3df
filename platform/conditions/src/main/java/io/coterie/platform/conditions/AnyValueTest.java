package io.coterie.platform.conditions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** No restriction (§15.2). */
record AnyValueTest() implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        return true;
    }

    @Override
    public String expression(String field) {
        return "true";
    }
}

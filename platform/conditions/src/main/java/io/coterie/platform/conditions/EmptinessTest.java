package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether there is a value. A list without entries is empty but not missing. */
record EmptinessTest(boolean empty, boolean list) implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        boolean hasNone = value == null || (value instanceof List<?> entries && entries.isEmpty());
        return hasNone == empty;
    }

    @Override
    public String expression(String field) {
        String present = list ? "(has(" + field + ") && size(" + field + ") > 0)" : "has(" + field + ")";
        return empty ? "!" + present : present;
    }
}

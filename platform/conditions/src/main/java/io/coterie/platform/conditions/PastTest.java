package io.coterie.platform.conditions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dates relative to now: inside the span that ends now, or before it. */
record PastTest(LookBack span, boolean before) implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        if (!(value instanceof Instant instant)) {
            return false;
        }
        Instant start = span.before(now);
        return before ? instant.isBefore(start) : !instant.isBefore(start) && !instant.isAfter(now);
    }

    @Override
    public String expression(String field) {
        String start = "earlier(now, " + CelText.quoted(span.text()) + ")";
        return before
                ? "has(" + field + ") && " + field + " < " + start
                : "has(" + field + ") && " + field + " >= " + start + " && " + field + " <= now";
    }
}

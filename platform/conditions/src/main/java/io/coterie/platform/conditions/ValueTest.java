package io.coterie.platform.conditions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operator asks of a field's typed value. The hand-written equal of the CEL expression it prints. */
sealed interface ValueTest permits AnyValueTest, EmptinessTest, TextTest, TextListTest, RangeTest, PastTest, FlagTest {

    /** @param value typed by {@link FieldValues}; null when missing, which only {@code IS_ANY} and {@code IS_EMPTY} match */
    boolean matches(@Nullable Object value, Instant now);

    /** The same test in CEL over the field named {@code field}. */
    String expression(String field);
}

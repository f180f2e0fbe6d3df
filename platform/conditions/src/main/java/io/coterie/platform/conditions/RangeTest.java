package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests of numbers and dates: every operator on them is a union of ranges, or everything outside it. */
record RangeTest<T extends Comparable<? super T>>(Class<T> type, List<Range<T>> ranges, boolean outside)
        implements ValueTest {

    @Override
    public boolean matches(@Nullable Object value, Instant now) {
        return type.isInstance(value) && inside(type.cast(value)) != outside;
    }

    @Override
    public String expression(String field) {
        String union = ranges.stream()
                .map(range -> "(" + range.expression(field) + ")")
                .collect(Collectors.joining(" || ", "(", ")"));
        return "has(" + field + ") && " + (outside ? "!" : "") + union;
    }

    private boolean inside(T value) {
        for (Range<T> range : ranges) {
            if (range.contains(value)) {
                return true;
            }
        }
        return false;
    }
}

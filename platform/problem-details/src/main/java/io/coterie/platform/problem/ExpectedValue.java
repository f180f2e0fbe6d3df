package io.coterie.platform.problem;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would be right where a body has a value of another type. */
final class ExpectedValue {

    private static final String WHOLE_NUMBER = "Expected a whole number, such as 3.";
    private static final String NUMBER = "Expected a number, such as 2.5.";
    private static final String FLAG = "Expected true or false, without quotes.";

    private static final Map<Class<?>, String> SCALARS = Map.ofEntries(
            Map.entry(int.class, WHOLE_NUMBER),
            Map.entry(Integer.class, WHOLE_NUMBER),
            Map.entry(long.class, WHOLE_NUMBER),
            Map.entry(Long.class, WHOLE_NUMBER),
            Map.entry(double.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(BigDecimal.class, NUMBER),
            Map.entry(boolean.class, FLAG),
            Map.entry(Boolean.class, FLAG),
            Map.entry(UUID.class, "Expected an id, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301, or null."),
            Map.entry(String.class, "Expected a text in quotes."));

    private ExpectedValue() {}

    /** Empty for a type that has no everyday name. */
    static Optional<String> of(@Nullable Class<?> type) {
        if (type == null) {
            return Optional.empty();
        }
        return type.isEnum() ? Optional.of(oneOf(type)) : Optional.ofNullable(SCALARS.get(type));
    }

    private static String oneOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", ", "Expected one of ", "."));
    }
}

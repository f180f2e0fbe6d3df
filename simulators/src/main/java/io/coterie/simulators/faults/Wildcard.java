package io.coterie.simulators.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for anything, compared without regard to case. */
public record Wildcard(String text) {

    public static final Wildcard ANYTHING = new Wildcard("*");

    public boolean matches(String candidate) {
        String expression = Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return candidate.toLowerCase(Locale.ROOT).matches(expression);
    }
}

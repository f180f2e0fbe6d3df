package io.coterie.platform.conditions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an explanation shows of a document's value: enough to understand, bounded. */
final class Shown {

    private static final int TEXT = 200;
    private static final int ENTRIES = 20;

    private Shown() {}

    static @Nullable Object value(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case String text -> text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
            case Number number -> number;
            case Boolean flag -> flag;
            case List<?> list -> list.stream().limit(ENTRIES).map(Shown::entry).toList();
            case Map<?, ?> _ -> "an object";
            default -> "a " + raw.getClass().getSimpleName();
        };
    }

    private static Object entry(@Nullable Object entry) {
        Object shown = entry instanceof List<?> ? "a list" : value(entry);
        return shown == null ? "null" : shown;
    }
}

package io.coterie.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record's documentation comment says of it and of its components, read from the source: it is written once. */
record RecordComments(String summary, Map<String, String> components) {

    private static final Path SOURCES = Path.of("src/main/java/io/coterie/contracts");
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link) (?:[^{}]|\\{[^{}]*})*}");

    static RecordComments of(Class<?> type) {
        Class<?> file = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
        return read(source(file), type.getSimpleName());
    }

    static RecordComments read(String source, String record) {
        Matcher comment = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public record " + record + "\\(", Pattern.DOTALL)
                .matcher(source);
        if (!comment.find()) {
            return new RecordComments("", Map.of());
        }
        String[] parts = comment.group(1).replaceAll("\\n\\s*\\*", "\n").split("@param ", -1);
        Map<String, String> components = new LinkedHashMap<>();
        for (int part = 1; part < parts.length; part++) {
            String[] nameAndText = parts[part].split("\\s", 2);
            components.put(nameAndText[0], plain(nameAndText[1]));
        }
        return new RecordComments(plain(parts[0]), components);
    }

    /** Null where nothing is said. */
    @Nullable
    String component(String name) {
        return components.get(name);
    }

    private static String plain(String text) {
        return INLINE.matcher(text)
                .replaceAll(RecordComments::content)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String content(MatchResult inline) {
        String words = inline.group();
        String content = words.substring(words.indexOf(' ') + 1, words.length() - 1);
        return Matcher.quoteReplacement(content.substring(content.indexOf('#') + 1));
    }

    private static String source(Class<?> type) {
        try {
            return Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the source of " + type, e);
        }
    }
}

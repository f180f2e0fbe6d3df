package io.coterie.activation.email;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text with personalization tokens (§14.1): {@code {{person.person.name.firstName}}}, with a fallback
 * {@code {{person.person.name.firstName | default: "there"}}}, or shorter {@code {{person.person.name.firstName|there}}}.
 * The first part of a path says which record is read
 * ({@code person}, {@code account} or {@code system}), the rest is the XDM path in it. A missing value without fallback
 * is empty. There are no expressions and no way to switch escaping off, so that no profile value can become markup.
 */
record Template(List<Segment> segments) {

    /** {@code {{system.unsubscribeLink}}}: where the author wants the unsubscribe link. */
    static final String UNSUBSCRIBE_LINK = "system.unsubscribeLink";

    private static final Set<String> SYSTEM_TOKENS = Set.of(UNSUBSCRIBE_LINK);
    private static final Set<String> RECORDS = Set.of("person", "account", "system");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?<path>[\\p{L}_][\\p{L}\\p{N}_-]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_-]*|\\[\\d{1,4}])+)\\s*"
                    + "(?:\\|\\s*+(?:default:\\s*\"(?<fallback>[^\"]*)\"|(?<short>(?!default:)[^\"|]*?))\\s*)?");

    /** A part of the text. */
    sealed interface Segment {}

    /** Copied as it is. */
    record Literal(String text) implements Segment {}

    /** Replaced by a value. */
    record Token(String path, String fallback) implements Segment {}

    /** What is wrong with a template, and where (1-based). */
    record Fault(int column, String detail) {}

    /** The outcome of reading a template: faults, or a template without any. */
    record Reading(Template template, List<Fault> faults) {}

    static Reading read(String source) {
        List<Segment> segments = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int position = 0;
        while (position < source.length()) {
            int open = source.indexOf("{{", position);
            if (open < 0) {
                segments.add(new Literal(source.substring(position)));
                break;
            }
            if (open > position) {
                segments.add(new Literal(source.substring(position, open)));
            }
            int close = source.indexOf("}}", open);
            if (close < 0) {
                faults.add(new Fault(open + 1, "Expected }} to close the token."));
                break;
            }
            token(source.substring(open + 2, close), open + 1, faults).ifPresent(segments::add);
            position = close + 2;
        }
        return new Reading(new Template(List.copyOf(segments)), List.copyOf(faults));
    }

    /** Reads a template that has been checked when it was saved. */
    static Template of(String source) {
        return read(source).template();
    }

    /** Fills in the tokens; every value and fallback passes through {@code escape}. */
    String render(Function<String, Optional<String>> valueOf, UnaryOperator<String> escape) {
        return segments.stream()
                .map(segment -> switch (segment) {
                    case Literal literal -> literal.text();
                    case Token token -> escape.apply(valueOf.apply(token.path()).orElse(token.fallback()));
                })
                .collect(Collectors.joining());
    }

    boolean mentions(String path) {
        return segments.stream()
                .anyMatch(segment ->
                        segment instanceof Token token && token.path().equals(path));
    }

    /** The value at an XDM path of a document, as text; empty when it is missing, empty or not a single value. */
    static Optional<String> valueAt(JsonNode document, String path) {
        JsonNode node = document;
        for (String part : path.replace("[", ".[").split("\\.", -1)) {
            node = part.startsWith("[") ? node.path(Integer.parseInt(part, 1, part.length() - 1, 10)) : node.path(part);
        }
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    private static Optional<Segment> token(String content, int column, List<Fault> faults) {
        Matcher matcher = TOKEN.matcher(content);
        if (!matcher.matches()) {
            faults.add(new Fault(
                    column,
                    "Expected {{record.path}} or {{record.path | default: \"text\"}}, but found {{" + content + "}}."));
            return Optional.empty();
        }
        String path = matcher.group("path");
        String record = path.substring(0, path.indexOf('.') < 0 ? path.length() : path.indexOf('.'));
        if (!RECORDS.contains(record)) {
            faults.add(new Fault(
                    column, "Expected a path that starts with person, account or system, but found '" + path + "'."));
            return Optional.empty();
        }
        if (record.equals("system") && !SYSTEM_TOKENS.contains(path)) {
            faults.add(new Fault(column, "There is no system token '" + path + "'."));
            return Optional.empty();
        }
        return Optional.of(new Token(
                path,
                Optional.ofNullable(matcher.group("fallback"))
                        .or(() -> Optional.ofNullable(matcher.group("short")))
                        .orElse("")));
    }
}

package io.coterie.simulators.restli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A query parameter in Rest.li 2.0 encoding: objects are {@code (key:value)}, lists are {@code List(a,b)}, and inside
 * texts the characters {@code , ( ) ' :} are percent-encoded. Encoded structure characters make a text, not a structure,
 * which is what catches clients that use a generic URL encoder.
 */
public sealed interface RestLiValue {

    record Text(String value) implements RestLiValue {}

    record Sequence(List<RestLiValue> items) implements RestLiValue {}

    record Fields(Map<String, RestLiValue> entries) implements RestLiValue {}

    /** @throws ApiException 400 when the raw text breaks the encoding */
    static RestLiValue parse(String parameter, String raw) {
        Parser parser = new Parser(parameter, raw);
        RestLiValue value = parser.value();
        parser.end();
        return value;
    }

    /** Reads one raw (still percent-encoded) value from left to right. */
    final class Parser {

        private static final String RESERVED = "(),':";

        private final String parameter;
        private final String raw;
        private int position;

        private Parser(String parameter, String raw) {
            this.parameter = parameter;
            this.raw = raw;
        }

        private RestLiValue value() {
            if (raw.startsWith("List(", position)) {
                position += "List".length();
                return sequence();
            }
            if (at('(')) {
                return fields();
            }
            return new Text(text());
        }

        private RestLiValue sequence() {
            List<RestLiValue> items = new ArrayList<>();
            position++;
            while (!at(')')) {
                items.add(value());
                separator();
            }
            position++;
            return new Sequence(List.copyOf(items));
        }

        private RestLiValue fields() {
            Map<String, RestLiValue> entries = new LinkedHashMap<>();
            position++;
            while (!at(')')) {
                String key = text();
                if (!at(':')) {
                    throw broken("a ':' is missing after '" + key + "'");
                }
                position++;
                if (entries.put(key, value()) != null) {
                    throw broken("the key '" + key + "' is repeated");
                }
                separator();
            }
            position++;
            return new Fields(entries);
        }

        private void separator() {
            if (at(',')) {
                position++;
            } else if (!at(')')) {
                throw broken("',' or ')' is missing");
            }
        }

        private String text() {
            if (raw.startsWith("''", position)) {
                position += 2;
                return "";
            }
            int start = position;
            while (position < raw.length() && RESERVED.indexOf(raw.charAt(position)) < 0) {
                position++;
            }
            if (start == position) {
                throw broken("a value is missing");
            }
            return decode(parameter, raw.substring(start, position));
        }

        private boolean at(char expected) {
            return position < raw.length() && raw.charAt(position) == expected;
        }

        private void end() {
            if (position < raw.length()) {
                throw broken("'" + raw.charAt(position) + "' must be percent-encoded");
            }
        }

        private ApiException broken(String reason) {
            return ApiError.invalidParameter(
                            "Invalid value for param " + parameter + " at position " + position + ": " + reason)
                    .toException();
        }
    }

    private static String decode(String parameter, String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.invalidParameter("Invalid percent-encoding in param " + parameter)
                    .toException();
        }
    }
}

package io.coterie.activation.email;

/** How a value is made harmless for the place it is put into. */
final class Escaping {

    private Escaping() {}

    /** For HTML text and quoted attributes. */
    static String html(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /** For a header: one line, so that no value can start a header of its own. */
    static String singleLine(String value) {
        return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** For the text part, where nothing has a meaning. */
    static String none(String value) {
        return value;
    }
}

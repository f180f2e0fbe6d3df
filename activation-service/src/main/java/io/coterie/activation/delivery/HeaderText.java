package io.coterie.activation.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text in header fields (RFC 5322, RFC 2047). The mail client's own encoding folds long headers with a bare line feed,
 * which today's servers refuse, so the headers that carry free text are written here.
 */
final class HeaderText {

    /** An encoded word may have 75 characters; {@code =?UTF-8?B?…?=} leaves room for 45 bytes before Base64. */
    private static final int BYTES_PER_WORD = 45;

    /** RFC 5322 allows 998 characters a line. */
    private static final int LONGEST_PLAIN = 900;

    private HeaderText() {}

    /** Free text, such as a subject. */
    static String unstructured(String text) {
        String line = singleLine(text);
        return isPlain(line) && line.length() <= LONGEST_PLAIN && !line.contains("=?") ? line : encodedWords(line);
    }

    /** A mailbox with its display name. */
    static String mailbox(String name, String address) {
        String line = singleLine(name);
        if (line.isEmpty()) {
            return address;
        }
        String phrase = isPlain(line) && line.length() <= LONGEST_PLAIN && !line.contains("=?")
                ? '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : encodedWords(line);
        return phrase + " <" + address + ">";
    }

    private static String singleLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character < 127);
    }

    private static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        int[] codePoints = text.codePoints().toArray();
        for (int codePoint : codePoints) {
            String character = Character.toString(codePoint);
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > BYTES_PER_WORD) {
                words.add(encodedWord(word.toString()));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += length;
        }
        words.add(encodedWord(word.toString()));
        return String.join("\r\n ", words);
    }

    private static String encodedWord(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}

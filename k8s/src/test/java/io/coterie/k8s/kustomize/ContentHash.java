package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The suffix of a generated ConfigMap's name: it changes with the content, so that pods restart when their configuration
 * does. Ten characters of a SHA-256 over the JSON that Go would write, with the letters that could form words replaced.
 */
final class ContentHash {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        MAPPER.getFactory().setCharacterEscapes(new GoEscapes());
    }

    private ContentHash() {}

    static String of(Map<String, String> data) {
        // Keys in the order of Go's json.Marshal of a map; Kustomize leaves the name empty here.
        Map<String, Object> content =
                new TreeMap<>(Map.of("data", new TreeMap<>(data), "kind", "ConfigMap", "name", ""));
        try {
            byte[] json = MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
            String hex = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
            return hex.substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected to hash " + data.keySet(), e);
        }
    }

    /** Go writes &lt;, &gt;, &amp;, U+2028 and U+2029 as escapes. */
    private static final class GoEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        private GoEscapes() {
            for (char character : new char[] {'<', '>', '&'}) {
                ascii[character] = CharacterEscapes.ESCAPE_CUSTOM;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case '<', '>', '&', 0x2028, 0x2029 -> new SerializedString("\\u%04x".formatted(character));
                default -> null;
            };
        }
    }
}

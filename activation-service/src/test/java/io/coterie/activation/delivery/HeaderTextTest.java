package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HeaderTextTest {

    private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");

    @Test
    void plainTextStaysReadable() {
        assertThat(HeaderText.unstructured("Your next step")).isEqualTo("Your next step");
    }

    @Test
    void aLineBreakCannotStartAnotherHeader() {
        assertThat(HeaderText.unstructured("Hello\r\nBcc: everyone@acme.example"))
                .isEqualTo("Hello Bcc: everyone@acme.example");
    }

    @Test
    void aDisplayNameIsQuoted() {
        assertThat(HeaderText.mailbox("Acme \"Sales\", Inc.", "a@acme.example"))
                .isEqualTo("\"Acme \\\"Sales\\\", Inc.\" <a@acme.example>");
    }

    @Test
    void withoutDisplayNameTheAddressStandsAlone() {
        assertThat(HeaderText.mailbox(" ", "a@acme.example")).isEqualTo("a@acme.example");
    }

    @Test
    void otherScriptsAreEncodedInShortWords() {
        String header = HeaderText.unstructured("Grüße aus Köln 🎉 ".repeat(20));

        assertThat(header.split("\r\n ", -1))
                .hasSizeGreaterThan(3)
                .allSatisfy(word -> assertThat(word).matches(WORD.pattern()).hasSizeLessThanOrEqualTo(75));
    }

    @Property
    void everyTextComesBackAsOneLine(@ForAll String text) {
        String header = HeaderText.unstructured(text);

        assertThat(header.chars()).allMatch(character -> character < 128);
        assertThat(header.replace("\r\n ", "")).doesNotContain("\r", "\n");
        assertThat(decode(header)).isEqualTo(expected(text));
    }

    private static String expected(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        // A lone surrogate has no encoding; Java writes a question mark for it.
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String decode(String header) {
        if (!header.startsWith("=?UTF-8?B?")) {
            return header;
        }
        return WORD.matcher(header)
                .results()
                .map((MatchResult word) ->
                        new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}

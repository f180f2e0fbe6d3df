package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XdmDocumentTest {

    private static final String TEXT = "{'a': {'b': [1, 'x', true]}, 'c': 2.5}";
    private static final Map<String, Object> DOCUMENT = Map.of("a", Map.of("b", List.of(1, "x", true)), "c", 2.5);

    @Test
    void textBytesAndNodesDecodeAlike() {
        String text = TEXT.replace('\'', '"');

        assertThat(XdmDocument.parse(text)).isEqualTo(DOCUMENT);
        assertThat(XdmDocument.parse(text.getBytes(UTF_8))).isEqualTo(DOCUMENT);
        assertThat(XdmDocument.of(json(TEXT))).isEqualTo(DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "{", "{} {}"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> refuse(text));
    }

    @Test
    void nullIsAnEmptyDocument() {
        assertThat(XdmDocument.parse("null")).isEmpty();
    }

    private static void refuse(String text) {
        throw new AssertionError("parsed: " + XdmDocument.parse(text));
    }
}

package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been published stays readable, and what is written today is what was promised, byte for byte. */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<String> types() {
        return Samples.all().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theGoldenFileIsWhatIsWrittenToday(String type) throws IOException {
        String written = ContractJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Samples.all().get(type));

        assertThat(written).isEqualTo(Files.readString(file(type)).stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theGoldenFileIsReadAsWhatItWasWrittenFrom(String type) throws IOException {
        Object sample = Samples.all().get(type);
        JsonNode golden = ContractJson.readTree(Files.readAllBytes(file(type)));

        assertThat(ContractJson.<Object>read(golden, classOf(sample))).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFieldOfALaterVersionIsIgnored(String type) throws IOException {
        Object sample = Samples.all().get(type);
        ObjectNode later = (ObjectNode) ContractJson.readTree(Files.readAllBytes(file(type)));
        later.put("addedLater", "x");

        assertThat(ContractJson.<Object>read(later, classOf(sample))).isEqualTo(sample);
    }

    /** A file of {@code golden/earlier} is named {@code <type>-<what it lacks>.json}. */
    static List<Path> earlier() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve("earlier"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("earlier")
    void whatWasPublishedEarlierIsStillRead(Path published) throws IOException {
        String name = published.getFileName().toString();
        Object sample = Samples.all().get(name.substring(0, name.indexOf(".v1-") + ".v1".length()));
        JsonNode earlier = ContractJson.readTree(Files.readAllBytes(published));

        String written = ContractJson.write(ContractJson.<Object>read(earlier, classOf(sample)));

        assertThat(ContractJson.mapper().readTree(written)).isEqualTo(earlier);
    }

    @Test
    void everyEventTypeOfTheSuiteHasASampleAndARowInTheReference() throws IOException {
        Set<String> types = Arrays.stream(EventTypes.class.getFields())
                .map(GoldenFilesTest::value)
                .collect(Collectors.toSet());
        String reference = Files.readString(Path.of("../../docs/reference/events.md"));

        // A partner's record is XDM as it would be sent over REST, so it has no payload record of ours.
        assertThat(types.stream().filter(type -> !type.startsWith("io.coterie.partner.")))
                .containsExactlyInAnyOrderElementsOf(Samples.all().keySet());
        assertThat(types).allSatisfy(type -> assertThat(reference).contains("`" + type + "`"));
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(reference).contains("`" + topic.name() + "`"));
    }

    private static Path file(String type) {
        return GOLDEN.resolve(type + ".json");
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> classOf(Object sample) {
        return (Class<Object>) sample.getClass();
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

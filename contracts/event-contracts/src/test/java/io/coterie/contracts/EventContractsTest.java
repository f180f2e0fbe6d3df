package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kept JSON Schemas and the AsyncAPI document are what the records say, hold for what was published, and never break a
 * reader within a version (BEY-19). {@code ./coterie contracts} writes them anew.
 */
class EventContractsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SCHEMAS = RESOURCES.resolve("schemas");
    private static final Path ASYNCAPI = RESOURCES.resolve("asyncapi.yaml");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String REFRESH = "Refresh it with: ./coterie contracts";
    private static final boolean IS_UPDATE = Boolean.getBoolean("coterie.contracts.update");

    private final ContractSchemas schemas = new ContractSchemas();

    static Stream<String> types() {
        return Samples.all().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theKeptSchemaIsWhatTheRecordSaysAndBreaksNoReader(String type) throws IOException {
        Path kept = SCHEMAS.resolve(type + ".json");
        ObjectNode now = schemas.of(type, Samples.all().get(type).getClass());

        if (Files.exists(kept)) {
            assertThat(Compatibility.breaks(ContractJson.readTree(Files.readAllBytes(kept)), now))
                    .as("%s is published; a change like this is a new version beside it", type)
                    .isEmpty();
        }

        requireKept(kept, ContractJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(now));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theGoldenFilesFitTheSchema(String type) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.of(type, Samples.all().get(type).getClass()));

        for (Path golden : goldenFilesOf(type)) {
            assertThat(schema.validate(ContractJson.readTree(Files.readAllBytes(golden))))
                    .as("faults of %s", golden)
                    .isEmpty();
        }
    }

    @Test
    void aPayloadThatLacksAFieldDoesNotFitTheSchema() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.of(EventTypes.SANDBOX_CHANGED, SandboxState.class));

        assertThat(schema.validate(ContractJson.mapper().createObjectNode().put("id", "one")))
                .extracting(error -> error.getKeyword())
                .contains("required", "type");
    }

    @Test
    void theKeptAsyncApiDocumentIsWhatTheCodeAndTheReferenceSay() throws IOException {
        requireKept(ASYNCAPI, yaml().writeValueAsString(AsyncApi.of(EventReference.read(), Samples.all())));
    }

    @Test
    void everyReferenceInTheAsyncApiDocumentPointsToSomething() {
        ObjectNode document = AsyncApi.of(EventReference.read(), Samples.all());

        Set<String> targets = new HashSet<>(document.findValuesAsText("$ref"));

        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(RESOURCES.resolve(target)).exists();
            }
        });
    }

    @Test
    void everyEventTypeTravelsInATopic() {
        ObjectNode document = AsyncApi.of(EventReference.read(), Samples.all());

        Set<String> travelling = new HashSet<>();
        document.path("channels")
                .forEach(channel -> channel.path("messages").fieldNames().forEachRemaining(travelling::add));

        assertThat(travelling)
                .containsExactlyInAnyOrderElementsOf(EventReference.read().types().stream()
                        .map(EventReference.TypeRow::type)
                        .toList());
    }

    private static void requireKept(Path kept, String made) throws IOException {
        String text = made.stripTrailing() + "\n";
        if (IS_UPDATE) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, text);
        }
        assertThat(kept).as(REFRESH).exists();
        assertThat(Files.readString(kept)).as(REFRESH).isEqualTo(text);
    }

    private static List<Path> goldenFilesOf(String type) throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return name.equals(type + ".json") || name.startsWith(type + "-");
                    })
                    .sorted()
                    .toList();
        }
    }

    private static YAMLMapper yaml() {
        return new YAMLMapper(YAMLFactory.builder()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build());
    }
}

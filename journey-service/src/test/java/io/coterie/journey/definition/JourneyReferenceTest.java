package io.coterie.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.conditions.FieldDefinition;
import io.coterie.platform.conditions.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of journeys names every node, action and event of the code with its fields, and no other. */
class JourneyReferenceTest {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void everyActionHasItsRow() throws IOException {
        List<String> kinds = Stream.of(
                        new Effect.SendEmail("", null),
                        new Effect.SendSalesAlert("", List.of()),
                        new Effect.ActivateToDestination(""),
                        new Effect.DeactivateFromDestination(""),
                        new Effect.UpdateBuyingGroupStage("", ""),
                        new Effect.UpdateBuyingGroupStatus("", ""),
                        new Effect.AssignToBuyingGroup("", ""),
                        new Effect.RemoveFromBuyingGroup(""))
                .map(Effect::kind)
                .toList();

        assertThat(kinds).hasSize(Effect.class.getPermittedSubclasses().length);
        assertThat(rows("Actions")).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void everyEventHasItsRowWithItsFields() throws IOException {
        List<String> types = new ArrayList<>(
                Arrays.stream(GroupEventKind.values()).map(GroupEventKind::text).toList());
        types.add(Awaited.EXPERIENCE_EVENT);

        assertThat(rows("Events")).containsExactlyInAnyOrderElementsOf(types);
        for (GroupEventKind kind : GroupEventKind.values()) {
            String fields = kind.fields().fields(RecordKind.EVENT).stream()
                    .map(FieldDefinition::path)
                    .collect(Collectors.joining("`, `", "`", "`"));
            assertThat(section("Events"))
                    .contains("| `" + kind.text() + "` | group | `solutionInterest` | " + fields + " |");
        }
    }

    @Test
    void everyNodeHasItsRow() throws IOException {
        List<String> rows = rows("Nodes");

        assertThat(rows).hasSize(Node.class.getPermittedSubclasses().length);
        assertThat(rows)
                .allSatisfy(type -> assertThat(DefinitionReader.read(DefinitionFixtures.json(
                                        "{\"name\":\"n\",\"nodes\":[{\"id\":\"a\",\"type\":\"" + type + "\"}]}"))
                                .findings())
                        .extracting(Finding::code)
                        .doesNotContain(Finding.Code.UNKNOWN_NODE_TYPE));
    }

    private static List<String> rows(String section) throws IOException {
        return FIRST_CELL
                .matcher(section(section))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(Path.of("../docs/reference/journeys.md"));
        return page.split("## " + title + "\n", -1)[1].split("\n## ", -1)[0];
    }
}

package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README is true: every condition in it compiles, or is refused as it says. */
class ReadmeTest {

    private static final Pattern JSON_BLOCK = Pattern.compile("```json ([^\\n]*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OPERATOR_ROW =
            Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)?) \\| (`[A-Z_]+`.*) \\|$");

    record Block(List<String> labels, String text) {

        ConditionRoot root() {
            return ConditionRoot.valueOf(labels.getFirst());
        }

        CompiledCondition compile() throws IOException {
            JsonNode tree = JSON.readTree(text);
            Set<ConditionScope> more = EnumSet.noneOf(ConditionScope.class);
            if (labels.contains("EVENTS")) {
                more.add(ConditionScope.EVENTS);
            }
            if (labels.contains("BUYING_GROUP_MEMBER")) {
                more.add(ConditionScope.BUYING_GROUP_MEMBER);
            }
            return ConditionCompiler.compile(tree, FieldCatalogue.standard(), root(), more);
        }
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void everyConditionCompiles(Block block) throws IOException {
        assertThat(block.compile().inWords()).isNotBlank();
    }

    @Test
    void theRefusedConditionHasTheFaultsShown() throws IOException {
        Block refused = blocks().stream()
                .filter(block -> block.labels().contains("refused"))
                .findFirst()
                .orElseThrow();

        String shown = readme().split("```text\n", -1)[1].split("```", -1)[0];

        assertThat(faults(refused)).isEqualTo(shown.strip());
    }

    @Test
    void theOperatorsAreThoseOfTheCode() throws IOException {
        List<MatchResult> rows = OPERATOR_ROW.matcher(readme()).results().toList();

        assertThat(rows).hasSize(4);
        for (MatchResult row : rows) {
            for (String type : row.group(1).replace("`", "").split(", ", -1)) {
                assertThat(row.group(2).replace("`", ""))
                        .isEqualTo(Operator.of(FieldType.valueOf(type)).stream()
                                .map(Operator::name)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    @Test
    void theMissingIndustryMatchesOnlyTheNegation() throws IOException {
        AccountFacts unknown = ConditionFixtures.account("{'accountName': 'A'}");
        List<Block> mining = blocks().stream()
                .filter(block -> block.text().contains("Mining"))
                .toList();

        assertThat(mining.getFirst().compile().matches(unknown)).isFalse();
        assertThat(mining.getLast().compile().matches(unknown)).isTrue();
    }

    @Test
    void thePatternFindsWholeWords() throws IOException {
        Block pattern = blocks().stream()
                .filter(block -> block.text().contains("cto|cio"))
                .findFirst()
                .orElseThrow();

        assertThat(pattern.compile().matches(ConditionFixtures.titled("k", "Interim CTO")))
                .isTrue();
        assertThat(pattern.compile().matches(ConditionFixtures.titled("k", "Director")))
                .isFalse();
    }

    static Stream<Block> conditions() throws IOException {
        return blocks().stream().filter(block -> !block.labels().contains("refused"));
    }

    private static List<Block> blocks() throws IOException {
        return JSON_BLOCK
                .matcher(readme())
                .results()
                .map(found -> new Block(List.of(found.group(1).split(" ", -1)), found.group(2)))
                .toList();
    }

    private static String faults(Block block) throws IOException {
        try {
            return block.compile().inWords();
        } catch (InvalidCondition invalid) {
            return invalid.faults().stream()
                    .map(fault -> fault.pointer() + ": " + fault.detail())
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}

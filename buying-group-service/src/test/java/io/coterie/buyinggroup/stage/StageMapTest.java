package io.coterie.buyinggroup.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BEY-17: where the stages of one version go in the next")
class StageMapTest {

    private static final StageGraph OLD = graph("Open", "Talks", "Won");
    private static final StageGraph NEXT = graph("Open", "Offer", "Won");

    @Test
    void aMapThatCoversEveryStageMovesEachWhereItSays() {
        StageMap map = StageMap.requireComplete(map("open", "OPEN", "Talks", "Offer", "Won", null), "it", OLD, NEXT);

        assertThat(map.apply("Open")).isEqualTo("Open");
        assertThat(map.apply("talks")).isEqualTo("Offer");
        assertThat(map.apply("Won")).isNull();
        assertThat(map.apply(null)).isNull();
    }

    @Test
    void aMapThatLosesAStageIsRefusedAndTheStageNamed() {
        assertThatThrownBy(() -> StageMap.requireComplete(map("Open", "Open", "Won", "Won"), "it", OLD, NEXT))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(StageError.STAGE_MAP_INCOMPLETE);
                    assertThat(refused.violations()).singleElement().satisfies(lost -> {
                        assertThat(lost.field()).isEqualTo("/stageMap/Talks");
                        assertThat(lost.detail()).contains("'Talks'");
                    });
                });
    }

    @Test
    void withoutAMapEveryStageIsNamed() {
        assertThatThrownBy(() -> StageMap.requireComplete(null, "it", OLD, NEXT))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.violations()).hasSize(3));
    }

    @Test
    void aStageOfNeitherVersionIsNamed() {
        List<Violation> violations = map("Open", "Nowhere", "Talks", null, "Won", "Won", "a/b~c", "Open")
                .violations(OLD, NEXT);

        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("/stageMap/Open", "/stageMap/a~1b~0c");
    }

    @Test
    void aStageThatIsNamedTwiceIsRefused() {
        Map<String, @Nullable String> targets = new LinkedHashMap<>();
        targets.put("Open", "Open");
        targets.put("talks", "Offer");
        targets.put("Won", "Won");
        targets.put("Talks", null);

        assertThat(new StageMap(targets).violations(OLD, NEXT)).singleElement().satisfies(second -> {
            assertThat(second.field()).isEqualTo("/stageMap/Talks");
            assertThat(second.detail()).contains("'talks'");
        });
    }

    @Property(tries = 200)
    void everyStageOfTheOldVersionEndsInTheNewOneOrNowhere(
            @ForAll @Size(min = 1, max = 6) Set<@AlphaChars @StringLength(min = 1, max = 3) String> old,
            @ForAll @Size(min = 1, max = 6) List<@AlphaChars @StringLength(min = 1, max = 3) String> next) {
        StageGraph before = graph(distinct(old));
        StageGraph after = graph(distinct(next));
        Map<String, @Nullable String> targets = new HashMap<>();
        List<Stage> stages = before.stages();
        for (int i = 0; i < stages.size(); i++) {
            int place = i % (after.stages().size() + 1);
            targets.put(
                    stages.get(i).name(),
                    place == after.stages().size()
                            ? null
                            : after.stages().get(place).name());
        }

        StageMap map = StageMap.requireComplete(new StageMap(targets), "it", before, after);

        assertThat(before.stages()).allSatisfy(stage -> {
            String target = map.apply(stage.name());
            assertThat(target == null || after.find(target).isPresent()).isTrue();
        });
        assertThat(before.stages()).allSatisfy(stage -> {
            Map<String, @Nullable String> lossy = new HashMap<>(targets);
            var _ = lossy.remove(stage.name());
            assertThat(new StageMap(lossy).violations(before, after)).isNotEmpty();
        });
    }

    private static String[] distinct(Iterable<String> names) {
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            if (distinct.stream().noneMatch(known -> StageGraph.sameName(known, name))) {
                distinct.add(name);
            }
        }
        return distinct.toArray(String[]::new);
    }

    private static StageGraph graph(String... names) {
        List<Stage> stages = new ArrayList<>();
        for (String name : names) {
            stages.add(new Stage(name, null, false, null, List.of()));
        }
        return new StageGraph(stages);
    }

    private static StageMap map(@Nullable String... pairs) {
        Map<String, @Nullable String> targets = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            targets.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new StageMap(targets);
    }
}

package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.group.GroupFact.Kind;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageMap;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BEY-17: groups follow the stages of their interest")
class StageFollowingTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final UUID MODEL = new UUID(0, 3);
    private static final StageSet FIRST = new StageSet(1, new StageVersion(MODEL, 1));
    private static final StageSet SECOND = new StageSet(2, new StageVersion(MODEL, 2));
    private static final StageSet THIRD = new StageSet(3, new StageVersion(MODEL, 3));

    @Test
    @DisplayName("STG-14: the move is history with its cause and who published")
    void aGroupGoesWhereTheMapSays() {
        GroupChange change = edit(group("Talks", FIRST), toSecond()).finish().orElseThrow();

        assertThat(change.after().stage()).isEqualTo("Offer");
        assertThat(change.after().stages()).isEqualTo(SECOND);
        assertThat(change.facts())
                .extracting(GroupFact::kind)
                .containsExactly(Kind.STAGE_MODEL_CHANGED, Kind.STAGE_CHANGED);
        assertThat(change.facts().getLast().cause()).isEqualTo("STAGES_CHANGED");
        assertThat(change.facts().getLast().by()).isEqualTo("ann");
    }

    @Test
    void aGroupThatMissedAVersionFollowsBothInOrder() {
        GroupChange change =
                edit(group("Talks", FIRST), toSecond(), toThird()).finish().orElseThrow();

        assertThat(change.after().stage()).isNull();
        assertThat(change.after().stages()).isEqualTo(THIRD);
    }

    @Test
    @DisplayName("restartable: who has followed has nothing to change, however often it is looked at")
    void aGroupThatHasFollowedDoesNotFollowAgain() {
        BuyingGroup followed =
                edit(group("Talks", FIRST), toSecond()).finish().orElseThrow().after();

        assertThat(edit(followed, toSecond()).finish()).isEmpty();
    }

    @Test
    void aGroupWithoutAStageNotesTheVersionOnly() {
        GroupChange change = edit(group(null, FIRST), toSecond()).finish().orElseThrow();

        assertThat(change.after().stage()).isNull();
        assertThat(change.facts()).extracting(GroupFact::kind).containsExactly(Kind.STAGE_MODEL_CHANGED);
        assertThat(change.facts().getFirst().previousValue()).isEqualTo("Sales (version 1)");
        assertThat(change.facts().getFirst().newValue()).isEqualTo("Sales (version 2)");
    }

    @Test
    void whoeverEditsFindsTheGroupWhereItWent() {
        GroupEdit edit = edit(group("Talks", FIRST), toSecond());

        assertThat(edit.stage()).isEqualTo("Offer");
    }

    @Test
    @DisplayName("SI-04, STG-10: a newly attached model reaches a group that is there only with the toggle")
    void anAttachedModelWaitsForTheToggle() {
        BuyingGroup group = group(null, StageSet.NONE);

        assertThat(edit(group, toFirst(), toSecond()).finish()).isEmpty();
        assertThat(edit(true, group, toFirst(), toSecond())
                        .finish()
                        .orElseThrow()
                        .after()
                        .stages())
                .isEqualTo(SECOND);
    }

    @Test
    @DisplayName("D-24, STG-10: with the toggle off a group follows until there is no model, and keeps its stage")
    void aGroupWithoutTheToggleFollowsToNoModel() {
        StageSet none = new StageSet(2, null);
        StageChange removal = new StageChange(none, null, "Sales (version 1)", StageMap.KEEP, NOW, "ann");

        GroupChange change =
                edit(group("Talks", FIRST), removal, toThird()).finish().orElseThrow();

        assertThat(change.after().stages()).isEqualTo(none);
        assertThat(change.after().stage()).isEqualTo("Talks");
    }

    @Test
    @DisplayName("STG-10: a stage that was kept without a model makes nobody ready for sales")
    void aStageOfNoModelIsNotMeasured() {
        assertThat(group("Talks", FIRST).measures().stage()).isEqualTo("Talks");
        assertThat(group("Talks", StageSet.NONE).measures().stage()).isNull();
    }

    private static GroupEdit edit(BuyingGroup group, StageChange... changes) {
        return edit(false, group, changes);
    }

    private static GroupEdit edit(boolean updateExisting, BuyingGroup group, StageChange... changes) {
        StageSet last = changes[changes.length - 1].to();
        return GroupEdit.of(group, new GroupRules(List.of(), last, List.of(changes), updateExisting, null), NOW);
    }

    private static StageChange toFirst() {
        return new StageChange(FIRST, "Sales (version 1)", null, StageMap.KEEP, NOW, "ann");
    }

    private static StageChange toSecond() {
        Map<String, @Nullable String> map = new HashMap<>();
        map.put("Open", "Open");
        map.put("Talks", "Offer");
        return new StageChange(SECOND, "Sales (version 2)", "Sales (version 1)", new StageMap(map), NOW, "ann");
    }

    private static StageChange toThird() {
        Map<String, @Nullable String> map = new HashMap<>();
        map.put("Open", "Talks");
        map.put("Offer", null);
        return new StageChange(THIRD, "Sales (version 3)", "Sales (version 2)", new StageMap(map), NOW, "bob");
    }

    private static BuyingGroup group(@Nullable String stage, StageSet stages) {
        return new BuyingGroup(
                new UUID(0, 9),
                "1@crm.Test",
                new UUID(0, 1),
                null,
                "Robots for Acme",
                stage,
                stages,
                null,
                new Completeness(BigDecimal.ZERO, List.of()),
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                false,
                1,
                NOW,
                NOW);
    }
}

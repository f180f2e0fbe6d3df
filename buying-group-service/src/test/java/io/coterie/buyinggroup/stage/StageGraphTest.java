package io.coterie.buyinggroup.stage;

import static io.coterie.buyinggroup.stage.Stage.Destination.FAILURE;
import static io.coterie.buyinggroup.stage.Stage.Destination.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §12. */
class StageGraphTest {

    private static final StageGraph SALES = new StageGraph(List.of(
            entry("Discovery", "Evaluation", "Lost"),
            entry("Renewal", "Won"),
            stage("Evaluation", null, "Discovery", "Won", "Lost"),
            stage("Won", SUCCESS),
            stage("Lost", FAILURE, "Discovery")));

    @Test
    @DisplayName("STG-07: a sound model can be published, and need not be linear")
    void aSoundModelCanBePublished() {
        assertThat(SALES.violationsForPublishing()).isEmpty();
    }

    @Test
    @DisplayName("STG-11: from no stage a group may move to an entry stage only")
    void aGroupWithoutAStageEntersAtAnEntryStage() {
        assertThat(SALES.move(null, "Renewal")).isEqualTo(new StageMove.Allowed(null, "Renewal"));
        assertThat(SALES.move(null, "Won"))
                .isEqualTo(new StageMove.Refused(null, "Won", List.of("Discovery", "Renewal")));
    }

    @Test
    @DisplayName("STG-11: otherwise a group moves along an allowed transit")
    void aGroupMovesAlongTheTransitsOfItsStage() {
        assertThat(SALES.move("Discovery", "Evaluation")).isEqualTo(new StageMove.Allowed("Discovery", "Evaluation"));
        assertThat(SALES.move("Discovery", "Won"))
                .isEqualTo(new StageMove.Refused("Discovery", "Won", List.of("Evaluation", "Lost")));
    }

    @Test
    @DisplayName("STG-11: who asks again for the stage a group has, however it is spelt, asks for nothing")
    void aGroupStandsAtItsStage() {
        assertThat(SALES.isAt("Discovery", " discovery ")).isTrue();
        assertThat(SALES.isAt("Discovery", "Evaluation")).isFalse();
        assertThat(SALES.isAt(null, "Discovery")).isFalse();
        assertThat(SALES.isAt("Gone", "Gone")).as("a stage of another model").isFalse();
    }

    @Test
    @DisplayName("STG-12: a refusal names the allowed moves")
    void aRefusalSaysWhatIsAllowed() {
        assertThat(((StageMove.Refused) SALES.move("Discovery", "Won")).words())
                .isEqualTo("From stage 'Discovery' a group cannot move to 'Won'; allowed: Evaluation, Lost.");
        assertThat(((StageMove.Refused) SALES.move("Won", "Lost")).words())
                .isEqualTo("From stage 'Won' a group cannot move to 'Lost'; no move is allowed.");
    }

    @Test
    @DisplayName("STG-06: a failed group may come back where the model lets it")
    void aFailureStageMayHaveAWayBack() {
        assertThat(SALES.move("Lost", "discovery")).isEqualTo(new StageMove.Allowed("Lost", "Discovery"));
    }

    @Test
    void aGroupWhoseStageTheModelDoesNotKnowStandsAsIfItHadNone() {
        assertThat(SALES.move("Bygone", "Discovery")).isEqualTo(new StageMove.Allowed("Bygone", "Discovery"));
    }

    @Test
    @DisplayName("STG-04: an entry stage and exactly one success stage are needed")
    void aModelNeedsAnEntryAndOneSuccess() {
        assertViolation(new StageGraph(List.of(stage("Won", SUCCESS))), "/stages", "entry stage");
        assertViolation(new StageGraph(List.of(entry("Open", "Open"))), "/stages", "exactly one success");
        assertViolation(
                new StageGraph(List.of(entry("Open", "Won", "Sold"), stage("Won", SUCCESS), stage("Sold", SUCCESS))),
                "/stages",
                "found 2");
    }

    @Test
    @DisplayName("STG-05: a stage on the way leads somewhere")
    void aStageOnTheWayHasAMoveOnwards() {
        assertViolation(
                new StageGraph(List.of(entry("Open"), stage("Won", SUCCESS))), "/stages/0/transitTo", "at least one");
    }

    @Test
    @DisplayName("STG-06: the success stage is the end")
    void theSuccessStageHasNoMoveOnwards() {
        assertViolation(
                new StageGraph(List.of(entry("Open", "Won"), stage("Won", SUCCESS, "Open"))),
                "/stages/1/transitTo",
                "no move onwards");
    }

    @Test
    @DisplayName("D-49: no move to itself, no unreachable stage, no entry that is a destination")
    void aModelHasNoSelfMoveNoUnreachableStageAndNoEntryAtTheEnd() {
        assertViolation(
                new StageGraph(List.of(entry("Open", "Open", "Won"), stage("Won", SUCCESS))),
                "/stages/0/transitTo/0",
                "not to itself");
        assertViolation(
                new StageGraph(List.of(entry("Open", "Won"), stage("Won", SUCCESS), stage("Lost", FAILURE))),
                "/stages/2/name",
                "can be reached");
        assertViolation(
                new StageGraph(List.of(entry("Open", "Won"), new Stage("Won", null, true, SUCCESS, List.of()))),
                "/stages/1/entry",
                "not both");
    }

    @Test
    @DisplayName("D-48: stage names are unique, without regard to case")
    void stageNamesAreUnique() {
        assertThat(new StageGraph(List.of(entry("Open", "open "), stage("open ", SUCCESS))).violationsForSaving())
                .extracting(Violation::field)
                .containsExactly("/stages/1/name");
    }

    @Test
    void aMoveToNowhereIsRefusedAlreadyInADraft() {
        assertThat(new StageGraph(List.of(entry("Open", "Nowhere"))).violationsForSaving())
                .extracting(Violation::field)
                .containsExactly("/stages/0/transitTo/0");
    }

    private static void assertViolation(StageGraph graph, String field, String words) {
        assertThat(graph.violationsForPublishing()).anySatisfy(violation -> {
            assertThat(violation.field()).isEqualTo(field);
            assertThat(violation.detail()).contains(words);
        });
    }

    private static Stage entry(String name, String... transitTo) {
        return new Stage(name, null, true, null, List.of(transitTo));
    }

    private static Stage stage(String name, Stage.@Nullable Destination destination, String... transitTo) {
        return new Stage(name, null, false, destination, List.of(transitTo));
    }
}

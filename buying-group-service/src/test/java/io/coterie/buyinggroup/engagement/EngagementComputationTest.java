package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.engagement.Scratch.Count;
import io.coterie.buyinggroup.engagement.Scratch.Group;
import io.coterie.buyinggroup.engagement.Scratch.Member;
import io.coterie.buyinggroup.engagement.Scratch.Parts;
import io.coterie.platform.testing.CountedStatements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a run stores, computed in SQL, against the algorithms from scratch. */
@RunningService
class EngagementComputationTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
    private static final String FORM = "web.formFilledOut";
    private static final String PAGE = "web.webpagedetails.pageViews";

    private static final int WORLDS = 150;

    @Inject
    ScratchPad pad;

    @Inject
    ScaleStatements scales;

    @Inject
    GroupTelling telling;

    @Test
    @DisplayName(
            "§11.2, §11.3, D-40, D-41, D-42: a night after a night comes to what a computation from scratch comes to, and a third one"
                    + " finds nothing to change")
    void everyNightEqualsAComputationFromScratch() throws Throwable {
        try (Scene scene = Scene.open()) {
            new NightWorlds(pad, WeightNormalisation.ZERO_ANCHORED).hold(scene, WORLDS);
        }
    }

    /** The tests' {@code coterie.buying-group.engagement.batch-size}. */
    private static final int TOLD_AT_ONCE = 2;

    @Test
    @DisplayName("D-80: the night of a hundred people and their groups takes as many statements as that of one")
    void noStatementIsPerPerson() {
        try (Scene scene = Scene.open()) {
            UUID interest = ScratchPad.interest(scene);
            // The first night also compiles the template.
            var _ = statements(scene, interest, 1);

            int one = statements(scene, interest, 1);
            int two = statements(scene, interest, TOLD_AT_ONCE);
            int many = statements(scene, interest, 100);

            assertThat(two).isEqualTo(one).isGreaterThan(10);
            assertThat(many).isEqualTo(one);
        }
    }

    /** Computes all, tells one batch, and counts the statements. */
    private int statements(Scene scene, UUID interest, int persons) {
        List<String> keys =
                IntStream.range(0, persons).mapToObj(number -> "p" + number).toList();
        List<Count> counts =
                keys.stream().map(key -> new Count(key, FORM, TODAY, 3)).toList();
        List<Group> groups = keys.stream()
                .map(key -> new Group(UUID.randomUUID(), List.of(new Member(key, "Influencer"))))
                .toList();
        AtomicInteger count = new AtomicInteger();
        int told = pad.rolledBack(
                scene,
                connection -> ScratchPad.persons(connection, scene, keys, "{}")
                        .chain(() -> ScratchPad.count(connection, scene, counts))
                        .chain(() -> ScratchPad.groups(connection, scene, interest, groups))
                        .chain(() -> night(CountedStatements.of(connection, count), scene)));
        assertThat(told).isEqualTo(Math.min(persons, TOLD_AT_ONCE));
        return count.get();
    }

    private Uni<Integer> night(SqlConnection connection, Scene scene) {
        return pad.compute(connection, scene, TODAY)
                .chain(() -> scales.share(connection, scene.sandboxId))
                .chain(scale -> telling.tellNightly(connection, ScratchPad.sandbox(scene), scale.orElseThrow()));
    }

    @Test
    @DisplayName("§11.5: counts are capped at 20 a day, roles share by the weights of the roles used: 35.25")
    void theDocumentedExample() {
        try (Scene scene = Scene.open()) {
            UUID interest = ScratchPad.interest(scene);
            LocalDate yesterday = TODAY.minusDays(1);
            Group group = new Group(
                    UUID.randomUUID(),
                    List.of(
                            new Member("adam", "Decision Maker"),
                            new Member("mark", "Decision Maker"),
                            new Member("john", "Influencer"),
                            new Member("bob", "Practitioner"),
                            new Member("paul", "Practitioner"),
                            new Member("calvin", "Practitioner")));
            List<Count> counts = List.of(
                    new Count("adam", PAGE, yesterday, 37),
                    new Count("adam", PAGE, TODAY, 15),
                    new Count("adam", FORM, yesterday, 1),
                    new Count("adam", FORM, TODAY, 1),
                    new Count("mark", PAGE, yesterday, 5),
                    new Count("mark", PAGE, TODAY, 3),
                    new Count("mark", FORM, TODAY, 7),
                    new Count("john", PAGE, yesterday, 19),
                    new Count("john", PAGE, TODAY, 9),
                    new Count("bob", PAGE, TODAY, 2),
                    new Count("paul", PAGE, TODAY, 2),
                    new Count("calvin", PAGE, TODAY, 13));

            Map<String, Parts> persons = pad.rolledBack(
                    scene,
                    connection -> ScratchPad.persons(
                                    connection, scene, List.of("adam", "mark", "john", "bob", "paul", "calvin"), "{}")
                            .chain(() -> ScratchPad.count(connection, scene, counts))
                            .chain(() -> pad.compute(connection, scene, TODAY))
                            .chain(() -> ScratchPad.personScores(connection)));
            // The example leaves out square roots and scaling, so what the persons did stands for their scores.
            Parts aggregated =
                    pad.rolledBack(scene, connection -> pad.aggregate(connection, scene, interest, group, persons));

            assertThat(persons.get("adam").raw() + persons.get("mark").raw()).isEqualTo(52);
            assertThat(persons.get("john").raw()).isEqualTo(28);
            assertThat(persons.get("bob").raw()
                            + persons.get("paul").raw()
                            + persons.get("calvin").raw())
                    .isEqualTo(17);
            assertThat(aggregated.raw()).isCloseTo(35.25, within(1e-12));
        }
    }

    @Test
    @DisplayName("ENG-03, D-38: the window is the day of the run and the 29 days before")
    void theWindowHasThirtyDays() {
        assertThat(EngagementRun.windowTo(Instant.parse("2026-11-25T23:59:59Z")))
                .isEqualTo(TODAY);
        assertThat(EngagementRun.windowTo(Instant.parse("2026-11-25T00:00:00Z")))
                .isEqualTo(TODAY);
        assertThat(EngagementRun.windowFrom(TODAY)).isEqualTo(LocalDate.parse("2026-10-27"));
        try (Scene scene = Scene.open()) {
            Map<String, Parts> scores = pad.rolledBack(
                    scene,
                    connection -> ScratchPad.persons(connection, scene, List.of("first", "early", "late"), "{}")
                            .chain(() -> ScratchPad.count(
                                    connection,
                                    scene,
                                    List.of(
                                            new Count("first", FORM, TODAY.minusDays(29), 1),
                                            new Count("early", FORM, TODAY.minusDays(30), 1),
                                            new Count("late", FORM, TODAY.plusDays(1), 1))))
                            .chain(() -> pad.compute(connection, scene, TODAY))
                            .chain(() -> ScratchPad.personScores(connection)));

            assertThat(scores).containsOnlyKeys("first");
        }
    }
}

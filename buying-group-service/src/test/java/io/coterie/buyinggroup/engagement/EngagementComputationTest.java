package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.engagement.Scratch.Count;
import io.coterie.buyinggroup.engagement.Scratch.Group;
import io.coterie.buyinggroup.engagement.Scratch.Member;
import io.coterie.buyinggroup.engagement.Scratch.Parts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a run stores, computed in SQL, against the algorithms from scratch. */
@RunningService
class EngagementComputationTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
    private static final String FORM = "web.formFilledOut";
    private static final String PAGE = "web.webpagedetails.pageViews";
    private static final String OPENED = "directMarketing.emailOpened";
    private static final String UNWEIGHTED = "directMarketing.emailSent";

    /** Of the standard model. */
    private static final Map<String, Integer> WEIGHTS =
            Map.of(FORM, 40, PAGE, 40, OPENED, 30, "leadOperation.interestingMoment", 60, "event.attended", 60);

    private static final List<String> ACTIVITIES =
            List.of(FORM, PAGE, OPENED, "leadOperation.interestingMoment", "event.attended", UNWEIGHTED);

    private static final int WORLDS = 150;

    @Inject
    ScratchPad pad;

    record World(List<Count> before, List<Count> later, int days, List<Group> groups, Set<String> unscored) {}

    @Test
    @DisplayName(
            "§11.2, §11.3: a night after a night comes to what a computation from scratch comes to, and a third one"
                    + " finds nothing to change")
    void everyNightEqualsAComputationFromScratch() throws Throwable {
        try (Scene scene = Scene.open()) {
            UUID interest = ScratchPad.interest(scene);
            JqwikSession.run(() -> worlds().generator(1000).stream(new java.util.Random(20261125))
                    .limit(WORLDS)
                    .forEach(world -> holds(scene, interest, world.value())));
        }
    }

    private void holds(Scene scene, UUID interest, World world) {
        var _ = pad.rolledBack(
                scene,
                connection -> prepare(connection, scene, interest, world)
                        .chain(() -> pad.compute(connection, scene, TODAY))
                        .chain(outcome -> compare(connection, world, world.before(), TODAY, outcome))
                        .chain(() -> ScratchPad.count(connection, scene, world.later()))
                        .chain(() -> pad.compute(connection, scene, TODAY.plusDays(world.days())))
                        .chain(outcome -> compare(connection, world, all(world), TODAY.plusDays(world.days()), outcome))
                        .chain(() -> pad.compute(connection, scene, TODAY.plusDays(world.days())))
                        .invoke(outcome -> {
                            assertThat(outcome.personsChanged()).isZero();
                            assertThat(outcome.groupsChanged()).isZero();
                        }));
    }

    private static Uni<Void> prepare(SqlConnection connection, Scene scene, UUID interest, World world) {
        Set<String> known = new TreeSet<>(PERSONS);
        known.removeAll(world.unscored());
        return ScratchPad.persons(connection, scene, known, "{}")
                .chain(() -> ScratchPad.persons(connection, scene, world.unscored(), "{\"testProfile\": true}"))
                .chain(() -> ScratchPad.groups(connection, scene, interest, world.groups()))
                .chain(() -> ScratchPad.count(connection, scene, world.before()));
    }

    private static Uni<Void> compare(
            SqlConnection connection,
            World world,
            List<Count> counts,
            LocalDate today,
            EngagementRunStatements.Outcome outcome) {
        Set<String> population = new TreeSet<>(PERSONS);
        population.removeAll(world.unscored());
        Map<String, Parts> persons =
                Scratch.persons(summed(counts), WEIGHTS, WeightNormalisation.ZERO_ANCHORED, population, today);
        Map<UUID, Parts> groups = Scratch.groups(world.groups(), ScratchPad.ROLE_WEIGHTS, persons);
        return ScratchPad.personScores(connection)
                .invoke(stored -> {
                    assertThat(outcome.persons()).isEqualTo(persons.size());
                    assertThat(stored.keySet()).containsAll(persons.keySet());
                    stored.forEach((person, parts) ->
                            assertSame(person, parts, persons.getOrDefault(person, new Parts(0, 0, 0))));
                })
                .chain(() -> ScratchPad.groupScores(connection))
                .invoke(stored -> {
                    assertThat(stored).hasSameSizeAs(groups);
                    stored.forEach((group, parts) -> assertSame(group.toString(), parts, groups.get(group)));
                })
                .replaceWithVoid();
    }

    private static void assertSame(String whose, Parts stored, Parts scratch) {
        assertThat(stored.raw()).as(whose).isCloseTo(scratch.raw(), within(1e-9 * (1 + scratch.raw())));
        assertThat(stored.root()).as(whose).isCloseTo(scratch.root(), within(1e-9 * (1 + scratch.root())));
        assertThat(stored.score()).as(whose).isCloseTo(scratch.score(), within(1e-9));
    }

    private static List<Count> all(World world) {
        List<Count> all = new ArrayList<>(world.before());
        all.addAll(world.later());
        return all;
    }

    /** A day's count is one number, however it came about; only then it is capped. */
    private static List<Count> summed(List<Count> counts) {
        Map<List<Object>, Count> byKey = new java.util.LinkedHashMap<>();
        counts.forEach(count -> byKey.merge(
                List.of(count.person(), count.activity(), count.day()),
                count,
                (one, other) -> new Count(one.person(), one.activity(), one.day(), one.count() + other.count())));
        return List.copyOf(byKey.values());
    }

    private static final List<String> PERSONS = List.of("a@t", "b@t", "c@t", "d@t", "e@t");

    private static Arbitrary<World> worlds() {
        Arbitrary<Count> counts = Combinators.combine(
                        Arbitraries.of("a@t", "b@t", "c@t", "d@t", "e@t", "stranger@t"),
                        Arbitraries.of(ACTIVITIES),
                        Arbitraries.integers().between(-35, 2),
                        Arbitraries.integers().between(1, 45))
                .as((person, activity, day, count) -> new Count(person, activity, TODAY.plusDays(day), count));
        Arbitrary<Member> members = Combinators.combine(
                        Arbitraries.of(PERSONS), Arbitraries.of("Decision Maker", "Influencer", "Practitioner"))
                .as(Member::new);
        Arbitrary<Group> groups = members.list()
                .ofMaxSize(5)
                .uniqueElements(Member::person)
                .map(list -> new Group(UUID.randomUUID(), list));
        return Combinators.combine(
                        counts.list().ofMaxSize(25),
                        counts.list().ofMaxSize(10),
                        Arbitraries.integers().between(0, 40),
                        groups.list().ofMaxSize(4),
                        Arbitraries.of(PERSONS).set().ofMaxSize(2))
                .as(World::new);
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

package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.engagement.Scratch.Count;
import io.coterie.buyinggroup.engagement.Scratch.Group;
import io.coterie.buyinggroup.engagement.Scratch.Member;
import io.coterie.buyinggroup.engagement.Scratch.Parts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;

/** Random people, counts and groups, and the nights that score them, each beside a computation from scratch. */
final class NightWorlds {

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

    private static final List<String> PERSONS = List.of("a@t", "b@t", "c@t", "d@t", "e@t");

    private final ScratchPad pad;
    private final WeightNormalisation normalisation;

    /** @param normalisation the one the service is configured with */
    NightWorlds(ScratchPad pad, WeightNormalisation normalisation) {
        this.pad = pad;
        this.normalisation = normalisation;
    }

    record World(List<Count> before, List<Count> later, int days, List<Group> groups, Set<String> unscored) {}

    /** Fails unless two nights of each world come to what they come to from scratch, and a third one changes nothing. */
    void hold(Scene scene, int worlds) throws Throwable {
        UUID interest = ScratchPad.interest(scene);
        JqwikSession.run(() -> worlds().generator(1000).stream(new Random(20261125))
                .limit(worlds)
                .forEach(world -> holds(scene, interest, world.value())));
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

    private Uni<Void> compare(
            SqlConnection connection,
            World world,
            List<Count> counts,
            LocalDate today,
            EngagementRunStatements.Outcome outcome) {
        Set<String> population = new TreeSet<>(PERSONS);
        population.removeAll(world.unscored());
        Map<String, Parts> persons = Scratch.persons(summed(counts), WEIGHTS, normalisation, population, today);
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
        Map<List<Object>, Count> byKey = new LinkedHashMap<>();
        counts.forEach(count -> byKey.merge(
                List.of(count.person(), count.activity(), count.day()),
                count,
                (one, other) -> new Count(one.person(), one.activity(), one.day(), one.count() + other.count())));
        return List.copyOf(byKey.values());
    }

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
}

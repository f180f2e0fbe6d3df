package io.coterie.buyinggroup.membership;

import static io.coterie.buyinggroup.membership.MembershipFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §9.6: the twelve rows of the table, and what they imply for any sequence of decisions. */
class PrecedenceTest {

    @Test
    @DisplayName("§9.6 row 1: manual add, maintenance remove: ignored")
    void maintenanceDoesNotRemoveWhomSomebodyAddedByHand() {
        assertOverruled(added(Source.MANUAL), remove(Source.SYSTEM));
    }

    @Test
    @DisplayName("§9.6 row 2: manual add, journey remove: ignored")
    void aJourneyDoesNotRemoveWhomSomebodyAddedByHand() {
        assertOverruled(added(Source.MANUAL), remove(Source.JOURNEY));
    }

    @Test
    @DisplayName("§9.6 row 3: journey add, maintenance remove: ignored")
    void maintenanceDoesNotRemoveWhomAJourneyAdded() {
        assertOverruled(added(Source.JOURNEY), remove(Source.SYSTEM));
    }

    @Test
    @DisplayName("§9.6 row 4: system add, maintenance remove: removed")
    void maintenanceRemovesWhomTheSystemAdded() {
        assertRemoved(added(Source.SYSTEM), remove(Source.SYSTEM), Source.SYSTEM);
    }

    @Test
    @DisplayName("§9.6 row 5: system add, journey or manual remove: removed, source raised")
    void aHigherSourceRemovesWhomTheSystemAddedAndItsRemovalSticks() {
        assertRemoved(added(Source.SYSTEM), remove(Source.JOURNEY), Source.JOURNEY);
        assertRemoved(added(Source.SYSTEM), remove(Source.MANUAL), Source.MANUAL);
    }

    @Test
    @DisplayName("§9.6 row 6: journey add, journey remove: removed, the last wins")
    void aJourneyRemovesWhomAJourneyAdded() {
        assertRemoved(added(Source.JOURNEY), remove(Source.JOURNEY), Source.JOURNEY);
    }

    @Test
    @DisplayName("§9.6 row 7: journey add, manual remove: removed, sticky against journey and system")
    void aRemovalByHandOfWhomAJourneyAddedSticks() {
        Standing removed = assertRemoved(added(Source.JOURNEY), remove(Source.MANUAL), Source.MANUAL);

        assertOverruled(removed, assign(Source.JOURNEY, CHAMPION));
        assertOverruled(removed, assign(Source.SYSTEM, CHAMPION));
    }

    @Test
    @DisplayName("§9.6 row 8: manual remove, journey or system add: ignored")
    void whomSomebodyRemovedByHandStaysOut() {
        assertOverruled(removed(Source.MANUAL), assign(Source.JOURNEY, CHAMPION));
        assertOverruled(removed(Source.MANUAL), assign(Source.SYSTEM, CHAMPION));
    }

    @Test
    @DisplayName("§9.6 row 9: journey remove, system add: ignored")
    void whomAJourneyRemovedTheSystemDoesNotBringBack() {
        assertOverruled(removed(Source.JOURNEY), assign(Source.SYSTEM, CHAMPION));
    }

    @Test
    @DisplayName("§9.6 row 10: manual remove, manual add: added again")
    void whomSomebodyRemovedByHandSomebodyCanBringBack() {
        Standing after =
                applied(removed(Source.MANUAL), assign(Source.MANUAL, CHAMPION)).after();

        assertThat(after.active()).isTrue();
        assertThat(after.source()).isEqualTo(Source.MANUAL);
        assertThat(after.assignedAt()).isEqualTo(NOW);
    }

    @Test
    @DisplayName("§9.6 row 11, D-32: manual role set, journey assign with another role: ignored")
    void aJourneyDoesNotChangeARoleSetByHand() {
        assertOverruled(added(Source.MANUAL), assign(Source.JOURNEY, CHAMPION));
    }

    @Test
    @DisplayName("§9.6 row 12, D-32: system role, journey assign with another role: role changed, source journey")
    void aJourneyChangesARoleTheSystemGave() {
        Ruling.Applied ruling = applied(added(Source.SYSTEM), assign(Source.JOURNEY, CHAMPION));

        assertThat(ruling.effect()).isEqualTo(Ruling.Effect.ROLE_CHANGED);
        assertThat(ruling.after().role()).isEqualTo(CHAMPION);
        assertThat(ruling.after().source()).isEqualTo(Source.JOURNEY);
        assertThat(ruling.after().assignedAt()).isEqualTo(EARLIER);
    }

    @Test
    void theSameDecisionAgainChangesNothing() {
        assertThat(rule(added(Source.MANUAL), assign(Source.MANUAL, INFLUENCER)))
                .isInstanceOf(Ruling.Unchanged.class);
        assertThat(rule(removed(Source.JOURNEY), remove(Source.JOURNEY))).isInstanceOf(Ruling.Unchanged.class);
    }

    @Test
    void removingSomebodyAboutWhomNothingWasDecidedDoesNothing() {
        assertThat(rule(null, remove(Source.JOURNEY))).isInstanceOf(Ruling.Unchanged.class);
    }

    @Test
    void assigningTheSameRoleByHandOnlyMakesItHarderToChange() {
        assertThat(applied(added(Source.SYSTEM), assign(Source.MANUAL, INFLUENCER))
                        .effect())
                .isEqualTo(Ruling.Effect.SOURCE_RAISED);
    }

    @Test
    @DisplayName("D-29: whoever left the account leaves the group, whatever the source")
    void whoLeftTheAccountLeavesTheGroupWhoeverAddedThem() {
        for (Source source : Source.values()) {
            Ruling.Applied ruling = applied(added(source), new Decision.Depart(PERSON, Cause.LEFT_ACCOUNT));

            assertThat(ruling.effect()).isEqualTo(Ruling.Effect.REMOVED);
            assertThat(ruling.after().source()).isEqualTo(Source.SYSTEM);
        }
    }

    @Test
    void aRemovalByHandOutlivesAnAbsenceFromTheAccount() {
        Ruling absence = rule(removed(Source.MANUAL), new Decision.Depart(PERSON, Cause.LEFT_ACCOUNT));

        assertThat(absence).isInstanceOf(Ruling.Unchanged.class);
        assertOverruled(removed(Source.MANUAL), assign(Source.SYSTEM, CHAMPION));
    }

    /**
     * What the table implies, said another way: removals before the first assignment do nothing; of the rest, the last
     * decision of the highest source present is the one that stands.
     */
    @Property(tries = 5000)
    void anySequenceOfDecisionsEndsInWhatTheLastOneOfTheHighestSourceSays(
            @ForAll("sequences") List<Decision> sequence) {
        Standing standing = play(sequence);

        List<Decision> counting = new ArrayList<>(sequence);
        while (!counting.isEmpty() && counting.getFirst() instanceof Decision.Remove) {
            counting.removeFirst();
        }
        if (counting.isEmpty()) {
            assertThat(standing).isNull();
            return;
        }
        Source highest = counting.stream()
                .map(PrecedenceTest::source)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Decision last = counting.stream()
                .filter(decision -> source(decision) == highest)
                .toList()
                .getLast();
        assertThat(standing).isNotNull();
        assertThat(standing.source()).isEqualTo(highest);
        assertThat(standing.active()).isEqualTo(last instanceof Decision.Assign);
        if (last instanceof Decision.Assign assign) {
            assertThat(standing.role()).isEqualTo(assign.role());
        }
    }

    @Property(tries = 2000)
    void afterAHigherSourceHasSpokenLowerOnesChangeNothing(
            @ForAll("sequences") List<Decision> first, @ForAll("sequences") List<Decision> later) {
        Standing standing = play(first);
        if (standing == null) {
            return;
        }
        Standing after = standing;
        for (Decision decision : later) {
            if (source(decision).compareTo(standing.source()) > 0) {
                after = next(after, decision);
            }
        }

        assertThat(after).isEqualTo(standing);
    }

    @Provide
    Arbitrary<List<Decision>> sequences() {
        Arbitrary<Source> sources = Arbitraries.of(Source.class);
        Arbitrary<Decision> assigns = Combinators.combine(sources, Arbitraries.of(INFLUENCER, CHAMPION, DECISION_MAKER))
                .as(MembershipFixtures::assign);
        Arbitrary<Decision> removes = sources.map(MembershipFixtures::remove);
        return Arbitraries.oneOf(assigns, removes).list().ofMinSize(0).ofMaxSize(12);
    }

    private static @Nullable Standing play(List<Decision> sequence) {
        Standing standing = null;
        for (Decision decision : sequence) {
            standing = next(standing, decision);
        }
        return standing;
    }

    private static @Nullable Standing next(@Nullable Standing standing, Decision decision) {
        return rule(standing, decision) instanceof Ruling.Applied applied ? applied.after() : standing;
    }

    private static Source source(Decision decision) {
        return switch (decision) {
            case Decision.Assign assign -> assign.source();
            case Decision.Remove remove -> remove.source();
            case Decision.Depart _, Decision.TakeOver _, Decision.Merge _ ->
                throw new AssertionError("no departures in these sequences");
        };
    }

    private static Ruling rule(@Nullable Standing standing, Decision decision) {
        return Precedence.rule(standing, decision, NOW);
    }

    private static Ruling.Applied applied(Standing standing, Decision decision) {
        assertThat(rule(standing, decision)).isInstanceOf(Ruling.Applied.class);
        return (Ruling.Applied) rule(standing, decision);
    }

    private static void assertOverruled(Standing standing, Decision decision) {
        assertThat(rule(standing, decision)).isEqualTo(new Ruling.Overruled(standing));
    }

    @CanIgnoreReturnValue
    private static Standing assertRemoved(Standing standing, Decision decision, Source by) {
        Ruling.Applied ruling = applied(standing, decision);
        assertThat(ruling.effect()).isEqualTo(Ruling.Effect.REMOVED);
        assertThat(ruling.after().source()).isEqualTo(by);
        return ruling.after();
    }
}

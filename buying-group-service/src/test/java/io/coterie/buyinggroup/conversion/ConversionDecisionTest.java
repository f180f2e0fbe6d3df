package io.coterie.buyinggroup.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.conversion.Opportunity.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a group converts with the first opportunity opened while a qualification counts")
class ConversionDecisionTest {

    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final int WINDOW = 30;

    @Test
    void theFirstOpportunityInTheWindowCounts() {
        assertThat(Conversion.decide(
                        List.of(day(10)),
                        List.of(opportunity("late", 20), opportunity("first", 12), opportunity("before", 9)),
                        WINDOW))
                .hasValue(new Conversion("first", day(12), Outcome.OPEN, null));
    }

    @Test
    void theWindowIncludesBothOfItsEnds() {
        assertThat(Conversion.decide(List.of(day(10)), List.of(opportunity("o", 10)), WINDOW))
                .isPresent();
        assertThat(Conversion.decide(List.of(day(10)), List.of(opportunity("o", 40)), WINDOW))
                .isPresent();
        assertThat(Conversion.decide(List.of(day(10)), List.of(opportunity("o", 41)), WINDOW))
                .isEmpty();
        assertThat(Conversion.decide(List.of(day(10)), List.of(opportunity("o", 9)), WINDOW))
                .isEmpty();
    }

    @Test
    void aGroupThatWasNeverReadyDoesNotConvert() {
        assertThat(Conversion.decide(List.of(), List.of(opportunity("o", 10)), WINDOW))
                .isEmpty();
    }

    @Test
    void aLaterQualificationCountsTooAfterTheFirstRanOut() {
        assertThat(Conversion.decide(List.of(day(0), day(100)), List.of(opportunity("o", 110)), WINDOW))
                .hasValueSatisfying(made -> assertThat(made.opportunityKey()).isEqualTo("o"));
    }

    @Test
    void howItEndedFollows() {
        Opportunity won = new Opportunity("o", day(10), Outcome.WON, day(50));

        assertThat(Conversion.decide(List.of(day(10)), List.of(won), WINDOW))
                .hasValue(new Conversion("o", day(10), Outcome.WON, day(50)));
    }

    @Property(tries = 500)
    void noOrderAndNoRepetitionOfWhatIsKnownMakesADifference(
            @ForAll("days") List<Integer> qualified,
            @ForAll("opportunities") List<Opportunity> known,
            @ForAll long seed) {
        List<Instant> since = new ArrayList<>(
                qualified.stream().map(ConversionDecisionTest::day).toList());
        var expected = Conversion.decide(since, known, WINDOW);
        Random random = new Random(seed);
        List<Opportunity> shuffled = new ArrayList<>(known);
        shuffled.addAll(known);
        Collections.shuffle(shuffled, random);
        since.addAll(List.copyOf(since));
        Collections.shuffle(since, random);

        assertThat(Conversion.decide(since, shuffled, WINDOW)).isEqualTo(expected);
        expected.ifPresent(made -> assertThat(since)
                .anySatisfy(at -> assertThat(made.at()).isBetween(at, at.plus(Duration.ofDays(WINDOW)))));
    }

    @Provide
    Arbitrary<List<Integer>> days() {
        return Arbitraries.integers().between(0, 200).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Opportunity>> opportunities() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(1, 1000))
                .as((day, key) -> opportunity("o" + key, day))
                .list()
                .uniqueElements(Opportunity::key)
                .ofMaxSize(6);
    }

    private static Opportunity opportunity(String key, int day) {
        return new Opportunity(key, day(day), Outcome.OPEN, null);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }
}

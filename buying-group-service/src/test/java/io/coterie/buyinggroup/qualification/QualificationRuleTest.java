package io.coterie.buyinggroup.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a group is ready for sales when all that its interest's rule asks for holds")
class QualificationRuleTest {

    private static final QualificationRule RULE = new QualificationRule(
            number("80"), number("40"), List.of("Champion"), List.of("Talks"), number("10"), number("5"), 180);

    @Test
    @DisplayName("D-37: every criterion has to hold, by the stored decimals and not by what is shown")
    void everyCriterionHasToHold() {
        assertThat(decide(measures("80", "40", "Talks", "Champion"), false)).isTrue();
        assertThat(decide(measures("79.9999", "40", "Talks", "Champion"), false))
                .isFalse();
        assertThat(decide(measures("80", "39.9999", "Talks", "Champion"), false))
                .isFalse();
        assertThat(decide(measures("80", null, "Talks", "Champion"), false)).isFalse();
        assertThat(decide(measures("80", "40", "Open", "Champion"), false)).isFalse();
        assertThat(decide(measures("80", "40", null, "Champion"), false)).isFalse();
        assertThat(decide(measures("80", "40", "Talks", "Influencer"), false)).isFalse();
    }

    @Test
    void aGroupThatIsReadyStaysSoWithinTheMargins() {
        assertThat(decide(measures("70", "35", "Talks", "Champion"), true)).isTrue();
        assertThat(decide(measures("70", "35", "Talks", "Champion"), false)).isFalse();
        assertThat(decide(measures("69.9999", "35", "Talks", "Champion"), true)).isFalse();
        assertThat(decide(measures("70", "34.9999", "Talks", "Champion"), true)).isFalse();
    }

    @Test
    void withoutARuleNoGroupIsReady() {
        assertThat(QualificationRule.decide(null, measures("100", "100", "Talks", "Champion"), false))
                .isFalse();
        assertThat(QualificationRule.decide(null, measures("100", "100", "Talks", "Champion"), true))
                .isFalse();
    }

    @Test
    @DisplayName("BEY-05: what is missing can be said")
    void whatIsMissingCanBeSaid() {
        assertThat(RULE.criteria(measures("50", null, "Open"), false))
                .extracting(Criterion::words)
                .containsExactly(
                        "completeness 50 of at least 80",
                        "engagement none of at least 40",
                        "role 'Champion' empty",
                        "stage Open of Talks");
    }

    @Test
    void equalNumbersMakeEqualRules() {
        assertThat(rule("80.0", "0.50"))
                .isEqualTo(rule("80", "0.5"))
                .hasToString(rule("80", "0.5").toString());
    }

    /** At most one event per crossing, they alternate, and the band is respected, whatever way the score takes. */
    @Property(tries = 500)
    void eventsAlternateAndTheBandIsRespected(
            @ForAll("walks") List<BigDecimal> scores,
            @ForAll("percents") BigDecimal least,
            @ForAll("margins") BigDecimal margin) {
        QualificationRule rule = new QualificationRule(least, null, List.of(), List.of(), margin, BigDecimal.ZERO, 180);
        List<Boolean> events = new ArrayList<>();
        boolean qualified = false;
        int crossings = 0;
        boolean above = false;
        for (BigDecimal score : scores) {
            boolean now = QualificationRule.decide(rule, new Measures(score, null, Set.of(), null), qualified);
            // The reference: it rises at the line, and falls only below the band.
            boolean expected = score.compareTo(least) >= 0 || (above && score.compareTo(least.subtract(margin)) >= 0);
            crossings += expected == above ? 0 : 1;
            above = expected;
            if (now != qualified) {
                events.add(now);
                assertThat(now ? score.compareTo(least) >= 0 : score.compareTo(least.subtract(margin)) < 0)
                        .isTrue();
            }
            qualified = now;
            assertThat(QualificationRule.decide(rule, new Measures(score, null, Set.of(), null), qualified))
                    .as("looked at again, nothing changes")
                    .isEqualTo(qualified);
        }

        assertThat(events).hasSize(crossings);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).isEqualTo(i % 2 == 0);
        }
    }

    @Provide
    Arbitrary<List<BigDecimal>> walks() {
        return percents().list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<BigDecimal> percents() {
        return Arbitraries.bigDecimals().between(BigDecimal.ZERO, number("100")).ofScale(1);
    }

    @Provide
    Arbitrary<BigDecimal> margins() {
        return Combinators.combine(Arbitraries.of(0, 1), percents())
                .as((some, margin) -> some == 0 ? BigDecimal.ZERO : margin);
    }

    private static boolean decide(Measures measures, boolean now) {
        return QualificationRule.decide(RULE, measures, now);
    }

    private static QualificationRule rule(String least, String margin) {
        return new QualificationRule(number(least), null, List.of(), List.of(), number(margin), BigDecimal.ZERO, 180);
    }

    private static Measures measures(
            String completeness, @Nullable String engagement, @Nullable String stage, String... roles) {
        return new Measures(number(completeness), engagement == null ? null : number(engagement), Set.of(roles), stage);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}

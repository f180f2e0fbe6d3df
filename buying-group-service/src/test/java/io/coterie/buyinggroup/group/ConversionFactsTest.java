package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConversionFactsTest {

    private static final Instant OPENED = Instant.parse("2026-11-20T08:00:00Z");

    @Test
    void aCorrectedInstantIsNoNews() {
        assertThat(GroupFact.conversion(
                        conversion("o1", OPENED, Opportunity.Outcome.WON),
                        conversion("o1", OPENED.plusSeconds(60), Opportunity.Outcome.WON)))
                .isEmpty();
    }

    @Test
    void anotherOutcomeOfTheSameOpportunityIsToldOnce() {
        assertThat(GroupFact.conversion(
                        conversion("o1", OPENED, Opportunity.Outcome.OPEN),
                        conversion("o1", OPENED.plusSeconds(60), Opportunity.Outcome.WON)))
                .extracting(GroupFact::kind)
                .containsExactly(GroupFact.Kind.OUTCOME_CHANGED);
    }

    @Test
    void anOpportunityThatIsOverAlreadyTellsItsEndToo() {
        assertThat(GroupFact.conversion(
                        conversion("o1", OPENED, Opportunity.Outcome.WON),
                        conversion("o2", OPENED, Opportunity.Outcome.LOST)))
                .extracting(GroupFact::kind, GroupFact::previousValue, GroupFact::newValue)
                .containsExactly(
                        tuple(GroupFact.Kind.CONVERTED, "o1", "o2"),
                        tuple(GroupFact.Kind.OUTCOME_CHANGED, null, "LOST"));
    }

    @Test
    void anOpenOpportunityHasNoEndToTell() {
        assertThat(GroupFact.conversion(null, conversion("o1", OPENED, Opportunity.Outcome.OPEN)))
                .extracting(GroupFact::kind)
                .containsExactly(GroupFact.Kind.CONVERTED);
    }

    private static Conversion conversion(String opportunity, Instant at, Opportunity.Outcome outcome) {
        return new Conversion(opportunity, at, outcome, null);
    }
}

package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.OutgoingEvent;

/** What every service hears of a solution interest. */
final class InterestEvents {

    private InterestEvents() {}

    static OutgoingEvent changed(SolutionInterest interest) {
        return DefinitionEvents.changed(
                DefinitionState.SOLUTION_INTEREST,
                interest.id().toString(),
                interest.name(),
                "live",
                interest.revision(),
                SolutionInterestView.of(interest));
    }
}

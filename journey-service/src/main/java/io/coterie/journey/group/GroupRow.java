package io.coterie.journey.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.platform.messaging.ReceivedEvent;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state on its way into the replica.
 *
 * @param completeness null when deleted, so that deletion and re-creation count as changes
 * @param state JSON text; null when deleted
 */
record GroupRow(
        UUID groupId,
        String accountKey,
        String solutionInterest,
        long revision,
        boolean deleted,
        @Nullable BigDecimal completeness,
        @Nullable String state) {

    static GroupRow of(ReceivedEvent event, JsonNode data) {
        BuyingGroupState state = event.payload(BuyingGroupState.class);
        return new GroupRow(
                state.buyingGroupId(),
                state.accountKey(),
                state.solutionInterestId(),
                event.revision(),
                state.deleted(),
                state.deleted() ? null : state.completeness(),
                state.deleted() ? null : data.toString());
    }

    GroupRow newer(GroupRow other) {
        return other.revision > revision ? other : this;
    }
}

package io.coterie.journey.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.platform.messaging.ReceivedEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state on its way into the replica.
 *
 * @param state JSON text; null when deleted
 * @param eventId of the event that brought it
 */
record GroupRow(
        UUID groupId,
        String accountKey,
        String solutionInterest,
        long revision,
        boolean deleted,
        @Nullable String state,
        UUID eventId,
        Instant changedAt) {

    static GroupRow of(ReceivedEvent event, JsonNode data) {
        BuyingGroupState state = event.payload(BuyingGroupState.class);
        return new GroupRow(
                state.buyingGroupId(),
                state.accountKey(),
                state.solutionInterestId(),
                event.revision(),
                state.deleted(),
                state.deleted() ? null : data.toString(),
                event.id(),
                state.updatedAt());
    }

    GroupRow newer(GroupRow other) {
        return other.revision > revision ? other : this;
    }
}

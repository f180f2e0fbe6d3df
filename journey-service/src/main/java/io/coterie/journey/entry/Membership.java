package io.coterie.journey.entry;

import io.coterie.contracts.AudienceMembershipState;
import io.coterie.platform.messaging.ReceivedEvent;
import java.util.Optional;

/** Whether an account belongs to an audience, as of a revision. */
record Membership(String audienceId, String memberKey, long revision, boolean member) {

    /** Empty for a person's membership. A tombstone is a membership that has ended; its key says which. */
    static Optional<Membership> of(ReceivedEvent event) {
        if (event.data() == null) {
            int slash = event.recordKey().indexOf('/');
            return Optional.of(new Membership(
                    event.recordKey().substring(0, Math.max(0, slash)),
                    event.recordKey().substring(slash + 1),
                    event.revision(),
                    false));
        }
        AudienceMembershipState state = event.payload(AudienceMembershipState.class);
        return state.kind().equals(AudienceMembershipState.ACCOUNT)
                ? Optional.of(new Membership(state.audienceId(), state.memberKey(), event.revision(), state.member()))
                : Optional.empty();
    }

    Membership newer(Membership other) {
        return other.revision > revision ? other : this;
    }
}

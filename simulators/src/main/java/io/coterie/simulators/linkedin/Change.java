package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** Everything that can become true in the simulator; the journal is a list of these. Times are epoch milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
sealed interface Change {

    record SegmentCreated(
            long id,
            String name,
            Optional<String> description,
            String type,
            String sourcePlatform,
            String sourceSegmentId,
            String account,
            long at)
            implements Change {}

    record SegmentPatched(long id, Optional<String> name, Optional<String> description, long at) implements Change {}

    record SegmentDeleted(long id) implements Change {}

    /** @param rejected how many elements of the same request were refused */
    record CompaniesStreamed(long segmentId, List<CompanyUpdate> updates, int rejected, long at) implements Change {}

    record FormPublished(LeadForm form) implements Change {}

    record LeadSubmitted(Lead lead) implements Change {}

    record LeadWithdrawn(String leadId, long at) implements Change {}

    record SubscriptionCreated(Subscription subscription) implements Change {}

    record SubscriptionDeleted(long id) implements Change {}

    record SubscriptionBlocked(long id) implements Change {}

    record PushRequested(Push push) implements Change {}

    record PushAccepted(long id, int attempts, int status, long at) implements Change {}

    /** The push is not tried again, because it was made to be refused or its subscription is gone. */
    record PushEnded(long id, int attempts, String reason, long at) implements Change {}

    record ConsentGiven(String refreshToken, long at) implements Change {}

    record AccessTokenIssued(String accessToken, String refreshToken, long expiresAt) implements Change {}

    record TokensRevoked(boolean refreshTokensToo) implements Change {}
}

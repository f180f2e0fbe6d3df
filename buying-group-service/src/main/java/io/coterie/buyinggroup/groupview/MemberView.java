package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonSummary;
import io.coterie.platform.conditions.Explanation;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member, or somebody who was one (MEM-06, MEM-07).
 *
 * @param phone the mobile one, else the one at work
 * @param state ACTIVE or REMOVED
 * @param engagement the person's score of the last run, 0 to 100; left out before the first
 * @param live the score as of the person's last activity
 * @param reason why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MemberView(
        String personKey,
        @Nullable String name,
        @Nullable String jobTitle,
        @Nullable String email,
        @Nullable String phone,
        String role,
        Source source,
        String state,
        Instant assignedAt,
        @Nullable Instant removedAt,
        @Nullable BigDecimal engagement,
        @Nullable BigDecimal live,
        Reason reason) {

    /**
     * Why somebody is, or is no longer, a member (BEY-05).
     *
     * @param by who decided: a user, a journey's action, or {@code system}
     * @param condition for members of the system: the role's condition, each test with the value it found, as of now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(
            Cause cause,
            String words,
            String by,
            Instant at,
            @Nullable Explanation condition) {}

    static MemberView of(
            Standing standing, PersonSummary person, @Nullable PersonScore score, @Nullable Explanation condition) {
        return new MemberView(
                standing.personKey(),
                person.name(),
                person.jobTitle(),
                person.email(),
                person.phone(),
                standing.role(),
                standing.source(),
                standing.active() ? "ACTIVE" : "REMOVED",
                standing.assignedAt(),
                standing.active() ? null : standing.decidedAt(),
                score == null ? null : score.engagement(),
                score == null ? null : score.live(),
                new Reason(
                        standing.cause(),
                        standing.cause().words(),
                        standing.decidedBy(),
                        standing.decidedAt(),
                        condition));
    }
}

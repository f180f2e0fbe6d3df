package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonSummary;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.RoleExplanation;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.PersonFacts;
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

    /**
     * @param person null for somebody who is none of the account's people any more
     */
    static MemberView of(
            Standing standing, @Nullable PersonFacts person, @Nullable PersonScore score, CompiledTemplate template) {
        PersonSummary summary = PersonSummary.of(person);
        return new MemberView(
                standing.personKey(),
                summary.name(),
                summary.jobTitle(),
                summary.email(),
                summary.phone(),
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
                        condition(standing, person, template)));
    }

    private static @Nullable Explanation condition(
            Standing standing, @Nullable PersonFacts person, CompiledTemplate template) {
        if (person == null || standing.cause() != Cause.QUALIFIES) {
            return null;
        }
        return template.explain(person).stream()
                .filter(role -> role.role().equals(standing.role()))
                .findFirst()
                .map(RoleExplanation::condition)
                .orElse(null);
    }
}

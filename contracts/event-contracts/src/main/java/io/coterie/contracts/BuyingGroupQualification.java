package io.coterie.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buying group became ready for sales, or is not any more; the CloudEvents type says which. Whoever reads it as a {@link
 * BuyingGroupEvent} finds the fields all of these share. People are named by key only: who may see more asks for more.
 *
 * @param at when it happened
 * @param qualifiedSince when it had become ready; the same as {@code at} for a group that just did
 * @param completeness 0 to 100, unrounded
 * @param engagement 0 to 100, unrounded; null before it was first computed
 * @param criteria what the rule asks for; empty when the interest has no rule any more
 * @param members active members, in key order: whom sales can talk to, and as what
 * @param missingRoles roles that count for completeness and have no member at all
 * @param accountName null while the account has not arrived; as all that follows missing in events written before it was added
 * @param rolesTemplateId where the roles come from
 * @param cause what changed: CREATED, DELETED, MEMBERS_CHANGED, STAGE_CHANGED, ENGAGEMENT_CHANGED, or RULE_CHANGED when nothing
 *     of the group did
 * @param by who decided about the members or the stage: a user, a journey or the system; null for every other cause
 */
public record BuyingGroupQualification(
        UUID buyingGroupId,
        String accountKey,
        String solutionInterestId,
        String solutionInterest,
        Instant at,
        String name,
        Instant qualifiedSince,
        @Nullable String stage,
        @Nullable String status,
        BigDecimal completeness,
        @Nullable BigDecimal engagement,
        List<Criterion> criteria,
        List<BuyingGroupState.Member> members,
        List<String> missingRoles,
        @Nullable String accountName,
        @Nullable String rolesTemplateId,
        @Nullable String cause,
        @Nullable String by) {

    /**
     * One thing the rule asks for, and what there is.
     *
     * @param kind COMPLETENESS, ENGAGEMENT, ROLE or STAGE
     * @param expected the least score (of a group that was ready, less the margin), the role, or the stages
     * @param actual the score, filled or empty, or the stage; null for none
     */
    public record Criterion(
            String kind, String expected, @Nullable String actual, boolean met) {}
}

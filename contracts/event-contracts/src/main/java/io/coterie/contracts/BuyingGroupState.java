package io.coterie.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buying group's whole present state.
 *
 * @param completeness 0 to 100, unrounded (CMP-07)
 * @param engagement 0 to 100; null until first computed
 * @param members active members only
 * @param roles the roles of the group's template, in priority order
 * @param removedMembers who was a member and was removed, with the role held (MEM-07); null in a state written before this
 *     was told
 * @param qualified whether it is ready for sales; null in a state written before this was told
 * @param conversion the opportunity it became; null while there is none, and in a state written before this was told
 */
public record BuyingGroupState(
        UUID buyingGroupId,
        String accountKey,
        String solutionInterestId,
        String solutionInterest,
        String name,
        boolean deleted,
        @Nullable String stage,
        @Nullable String status,
        BigDecimal completeness,
        @Nullable BigDecimal engagement,
        List<Member> members,
        List<RoleCompleteness> roles,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<Member> removedMembers,
        @Nullable Boolean qualified,
        @Nullable Conversion conversion) {

    /** A group of which nobody said when it is ready for sales. */
    public BuyingGroupState(
            UUID buyingGroupId,
            String accountKey,
            String solutionInterestId,
            String solutionInterest,
            String name,
            boolean deleted,
            @Nullable String stage,
            @Nullable String status,
            BigDecimal completeness,
            @Nullable BigDecimal engagement,
            List<Member> members,
            List<RoleCompleteness> roles,
            Instant createdAt,
            Instant updatedAt,
            @Nullable List<Member> removedMembers) {
        this(
                buyingGroupId,
                accountKey,
                solutionInterestId,
                solutionInterest,
                name,
                deleted,
                stage,
                status,
                completeness,
                engagement,
                members,
                roles,
                createdAt,
                updatedAt,
                removedMembers,
                null,
                null);
    }

    /**
     * @param source MANUAL, JOURNEY or SYSTEM (§9.6)
     * @param engagement the person's score, 0 to 100; null until first computed
     */
    public record Member(
            String personKey,
            String role,
            String source,
            Instant assignedAt,
            @Nullable BigDecimal engagement) {

        public Member(String personKey, String role, String source, Instant assignedAt) {
            this(personKey, role, source, assignedAt, null);
        }
    }

    /**
     * @param assigned active members in the role
     * @param required members required, at least 1
     * @param requiredForCompleteness whether the role counts for the group's completeness; when none does, all of them do
     * @param completeness 0 to 100, unrounded
     */
    public record RoleCompleteness(
            String role, int assigned, int required, boolean requiredForCompleteness, BigDecimal completeness) {}

    /**
     * What sales made of a group that was ready.
     *
     * @param opportunityKey as the CRM names it
     * @param convertedAt when the opportunity was opened
     * @param outcome OPEN, WON or LOST
     * @param outcomeAt when it was closed; null while it is open
     */
    public record Conversion(
            String opportunityKey,
            Instant convertedAt,
            String outcome,
            @Nullable Instant outcomeAt) {}

    /** Former members, as far as they are known. */
    public List<Member> formerMembers() {
        return removedMembers == null ? List.of() : removedMembers;
    }

    /** Roles that count for completeness and have no member at all. */
    public List<String> missingRoles() {
        boolean anyFlagged = roles.stream().anyMatch(RoleCompleteness::requiredForCompleteness);
        return roles.stream()
                .filter(role -> role.requiredForCompleteness() || !anyFlagged)
                .filter(role -> role.assigned() == 0)
                .map(RoleCompleteness::role)
                .toList();
    }
}

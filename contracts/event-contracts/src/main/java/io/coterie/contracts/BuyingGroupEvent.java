package io.coterie.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a buying group; the CloudEvents type says what.
 *
 * @param at when it happened
 * @param personKey for events of a member
 * @param role for events of a member: the role after the change (of a removed member: the role held)
 * @param previousRole for a changed role
 * @param source MANUAL, JOURNEY or SYSTEM, for events of a member
 * @param previousValue name, completeness, engagement, stage, status, opportunity or its outcome before
 * @param newValue the same after; of a created group its first completeness
 * @param completeness the group's completeness after the event
 * @param cause why, where nobody asked for it: for events of a member as the member's reason over REST names it; of a stage
 *     STAGES_CHANGED when another stage model, or another version of it, moved the group
 * @param by who did it: a user, a journey or the system; missing where it follows from something else, and in events written
 *     before it was added
 * @param group the group after the event, so that a reader can act on the event alone; missing in events written before it was
 *     added
 */
public record BuyingGroupEvent(
        UUID buyingGroupId,
        String accountKey,
        String solutionInterestId,
        String solutionInterest,
        Instant at,
        @Nullable String personKey,
        @Nullable String role,
        @Nullable String previousRole,
        @Nullable String source,
        @Nullable String previousValue,
        @Nullable String newValue,
        BigDecimal completeness,
        @Nullable String cause,
        @Nullable String by,
        @Nullable Group group) {

    /**
     * The group as it is after the event.
     *
     * @param accountName null while the account has not arrived
     * @param members how many active members there are
     * @param missingRoles roles that count for completeness and have no member at all
     * @param roles the roles of the group's template, in priority order
     * @param conversion the opportunity the group became; null while there is none
     * @param engagement 0 to 100, unrounded; null before it was first computed, and in events written before it was added
     */
    public record Group(
            String name,
            @Nullable String accountName,
            String rolesTemplateId,
            @Nullable String stage,
            @Nullable String status,
            int members,
            List<String> missingRoles,
            List<BuyingGroupState.RoleCompleteness> roles,
            BuyingGroupState.@Nullable Conversion conversion,
            @Nullable BigDecimal engagement) {}
}

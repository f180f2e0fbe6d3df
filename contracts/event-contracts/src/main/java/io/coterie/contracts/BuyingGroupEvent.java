package io.coterie.contracts;

import java.math.BigDecimal;
import java.time.Instant;
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
 * @param previousValue completeness, engagement, stage or status before
 * @param newValue completeness, engagement, stage or status after; of a created group its first completeness
 * @param completeness the group's completeness after the event
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
        BigDecimal completeness) {}

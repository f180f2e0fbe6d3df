package io.coterie.journey.group;

import io.coterie.contracts.BuyingGroupState;
import org.jspecify.annotations.Nullable;

/**
 * A buying group as last heard of.
 *
 * @param state null when the group is deleted
 */
public record KnownGroup(
        String accountKey,
        String solutionInterest,
        long revision,
        @Nullable BuyingGroupState state) {}

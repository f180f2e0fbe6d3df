package io.coterie.buyinggroup.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the holders of a role did.
 *
 * @param solutionInterest when asked for by interest
 * @param people holders who did anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoleEngagement(
        String role,
        @Nullable UUID solutionInterest,
        @Nullable String solutionInterestName,
        long activities,
        long people) {}

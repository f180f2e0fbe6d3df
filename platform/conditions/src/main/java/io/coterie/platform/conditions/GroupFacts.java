package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A buying group of an account.
 *
 * @param completeness 0 to 100
 * @param engagement 0 to 100; null until first computed
 * @param roleMembers active members by role name
 */
public record GroupFacts(
        String solutionInterestId,
        String solutionInterestName,
        @Nullable String stage,
        @Nullable String status,
        double completeness,
        @Nullable Double engagement,
        Map<String, Integer> roleMembers,
        Instant now)
        implements Facts {}

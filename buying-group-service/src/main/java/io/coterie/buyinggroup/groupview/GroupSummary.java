package io.coterie.buyinggroup.groupview;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Groups counted, of one interest or of all.
 *
 * @param count groups
 * @param members active members of all of them
 * @param completenessHistogram groups by band of completeness, every band there
 * @param membersByRole active members by role
 * @param missingRoles groups that miss the role
 */
record GroupSummary(
        long count,
        long complete,
        BigDecimal averageCompleteness,
        Map<String, Long> completenessHistogram,
        long members,
        Map<String, Long> membersByRole,
        Map<String, Long> missingRoles) {}

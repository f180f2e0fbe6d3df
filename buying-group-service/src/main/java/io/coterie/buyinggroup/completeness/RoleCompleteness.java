package io.coterie.buyinggroup.completeness;

import java.math.BigDecimal;

/**
 * How full one role is.
 *
 * @param assigned active members holding the role
 * @param percent 0 to 100, unrounded
 */
public record RoleCompleteness(
        String role, int assigned, int required, boolean requiredForCompleteness, BigDecimal percent) {}

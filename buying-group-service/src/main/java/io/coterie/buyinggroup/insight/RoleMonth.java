package io.coterie.buyinggroup.insight;

import java.time.LocalDate;

/**
 * What happened in a role in a month; a month without anything has none.
 *
 * @param month its first day, in UTC
 */
record RoleMonth(LocalDate month, String role, long count) {}

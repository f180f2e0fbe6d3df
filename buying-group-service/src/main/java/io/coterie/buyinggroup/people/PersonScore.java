package io.coterie.buyinggroup.people;

import java.math.BigDecimal;

/**
 * How engaged a person is, 0 to 100.
 *
 * @param engagement of the last run
 * @param live as of the person's last activity, on the scale of the last run
 * @param used the one of the two that conditions and others go by
 */
public record PersonScore(BigDecimal engagement, BigDecimal live, BigDecimal used) {}

package io.coterie.buyinggroup.history;

import java.time.Instant;

/**
 * An instant at which a value began, or ceased, to be at least a given one.
 *
 * @param holds from then on
 */
record Crossing(Instant at, boolean holds) {}

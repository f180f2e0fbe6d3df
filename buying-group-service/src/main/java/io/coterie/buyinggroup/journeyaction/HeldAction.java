package io.coterie.buyinggroup.journeyaction;

import java.time.Instant;

/**
 * An action that stays in the queue: it is too early or cannot be carried out, or is behind one of its account that is held.
 *
 * @param since when that was found first
 * @param retryAt when it is tried again
 */
record HeldAction(PendingAction action, Instant since, Instant retryAt) {}

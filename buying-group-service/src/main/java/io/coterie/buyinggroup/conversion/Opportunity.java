package io.coterie.buyinggroup.conversion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity of an account.
 *
 * @param openedAt when the CRM made it; if it does not say, when it was first heard of
 * @param outcome how it ended, or that it has not
 * @param closedAt null while it is open
 */
public record Opportunity(
        String key,
        Instant openedAt,
        Outcome outcome,
        @Nullable Instant closedAt) {

    /** How an opportunity stands (D-04). */
    public enum Outcome {
        OPEN,
        WON,
        LOST;

        static Outcome of(boolean closed, boolean won) {
            if (!closed) {
                return OPEN;
            }
            return won ? WON : LOST;
        }
    }
}

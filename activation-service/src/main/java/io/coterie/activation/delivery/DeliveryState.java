package io.coterie.activation.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a message is on its way.
 *
 * <pre>
 *   queued ──► claimed ──► handing-over ──► sent
 *     ▲           │             │     └───► failed      refused for good
 *     │           ├─► suppressed│     └───► uncertain   cut in the middle; never resent silently
 *     │           ├─► failed    │
 *     └───────────┴─────────────┘  refused for now, or nothing was reached
 * </pre>
 *
 * {@link #CLAIMED} is a lease of one process, safe to retake. {@link #HANDING_OVER} is committed before the message
 * goes to the mail server, for at most one message per connection; what a dead process leaves there is
 * {@link #UNCERTAIN} (BEY-02).
 */
enum DeliveryState {
    QUEUED,
    CLAIMED,
    HANDING_OVER,
    SENT,
    FAILED,
    SUPPRESSED,
    UNCERTAIN;

    /** As stored and as the interface shows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DeliveryState> ofWord(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}

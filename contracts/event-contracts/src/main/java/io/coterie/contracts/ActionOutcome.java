package io.coterie.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link JourneyAction}.
 *
 * @param status one of the constants of this record
 * @param reason why it was skipped, failed or is uncertain, in words
 */
public record ActionOutcome(
        UUID actionId,
        UUID runId,
        String nodeId,
        String kind,
        String accountKey,
        @Nullable String personKey,
        String status,
        @Nullable String reason,
        Instant at) {

    public static final String PERFORMED = "performed";
    public static final String SKIPPED = "skipped";
    public static final String FAILED = "failed";

    /** A hand-over was cut in the middle and cannot be told from either side; never repeated silently (BEY-02). */
    public static final String UNCERTAIN = "uncertain";
}

package io.coterie.journey.wait;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a resting run waits to hear.
 *
 * @param type as {@link io.coterie.journey.definition.Awaited#type()}, or {@link #GROUP_KNOWN}
 * @param about as {@link io.coterie.journey.definition.Awaited#about()}
 * @param knownRevision of the group that the run's last decision had seen; only a later change counts
 * @param since for what people do: only this and later counts; null for what happens to groups
 */
public record EventWait(
        UUID runId,
        UUID journeyId,
        String accountKey,
        String type,
        String about,
        long knownRevision,
        @Nullable Instant since) {

    /** A group of the interest is known at all. */
    public static final String GROUP_KNOWN = "group-known";
}

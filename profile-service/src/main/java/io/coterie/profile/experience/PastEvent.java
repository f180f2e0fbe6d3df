package io.coterie.profile.experience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as conditions look back at it.
 *
 * @param json the XDM event as text; null when nothing of it is read
 */
public record PastEvent(
        String id, String eventType, Instant at, @Nullable String json) {}

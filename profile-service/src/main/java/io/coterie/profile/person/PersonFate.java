package io.coterie.profile.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a person.
 *
 * @param mergedInto the person it turned out to be
 * @param erasedAt when it was erased last; it may have come again since
 */
public record PersonFate(
        @Nullable String mergedInto, @Nullable Instant erasedAt) {

    /** Whether something that happened at the instant went with an erasure. */
    public boolean isErased(Instant happened) {
        return erasedAt != null && !happened.isAfter(erasedAt);
    }
}

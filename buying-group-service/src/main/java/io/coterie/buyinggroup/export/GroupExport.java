package io.coterie.buyinggroup.export;

import io.coterie.buyinggroup.browse.GroupSearch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file somebody asked for.
 *
 * @param rows groups in it, so far
 * @param parts pieces it is stored in
 * @param failure why there is none
 * @param expiresAt from then on it is not there any more
 */
record GroupExport(
        UUID id,
        State state,
        GroupSearch search,
        long rows,
        int parts,
        @Nullable String failure,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        Instant expiresAt) {

    /** How far it is. */
    enum State {
        WAITING,
        READY,
        FAILED
    }
}

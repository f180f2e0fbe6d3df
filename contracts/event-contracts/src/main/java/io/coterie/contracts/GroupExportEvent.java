package io.coterie.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export of buying groups has ended: its file can be downloaded, or will not come about.
 *
 * @param state ready or failed
 * @param requestedBy who asked for it
 * @param groups in the file; 0 of a failed one
 * @param file the path of the file in the REST interface; missing of a failed one
 * @param failure why there is no file; missing of a ready one
 * @param expiresAt from then on neither file nor export is there any more
 */
public record GroupExportEvent(
        UUID exportId,
        String state,
        String requestedBy,
        Instant requestedAt,
        Instant finishedAt,
        long groups,
        @Nullable String file,
        @Nullable String failure,
        Instant expiresAt) {}

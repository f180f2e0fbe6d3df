package io.coterie.buyinggroup.history;

import java.time.Instant;
import java.util.UUID;

/**
 * A group and when it first reached a value.
 *
 * @param account its key
 */
record ReachedView(UUID id, String name, String account, UUID solutionInterest, Instant reachedAt) {

    String sortKey() {
        return new ReachedPlace(reachedAt, id).text();
    }
}

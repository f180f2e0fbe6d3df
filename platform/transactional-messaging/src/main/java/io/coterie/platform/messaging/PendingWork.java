package io.coterie.platform.messaging;

import io.smallrye.mutiny.Uni;

/** Work a service has taken in and not done yet; each bean of this type is shown at {@code GET /v1/replication}. */
public interface PendingWork {

    /** For a person, kebab-case. */
    String name();

    /** How many pieces are due now. */
    Uni<Long> depth();
}

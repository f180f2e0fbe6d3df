package io.coterie.activation.destination;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A destination as the synchronising loop needs it. */
record Destination(
        UUID id, String name, UUID connectionId, Optional<String> segmentId, Optional<Instant> segmentCreatedAt) {}

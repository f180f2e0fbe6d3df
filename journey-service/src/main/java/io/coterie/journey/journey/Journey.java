package io.coterie.journey.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journey with its rules of life. Each change is a new value of the next revision.
 *
 * @param definition as its author wrote it
 */
record Journey(
        UUID id,
        String name,
        JourneyStatus status,
        ObjectNode definition,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    static Journey draft(UUID id, String name, ObjectNode definition, String actor, Instant now) {
        return new Journey(id, name, JourneyStatus.DRAFT, definition, 1, now, actor, now, actor, null, null);
    }

    Journey changed(String newName, ObjectNode newDefinition, String actor, Instant now) {
        return new Journey(
                id,
                newName,
                status,
                newDefinition,
                revision + 1,
                createdAt,
                createdBy,
                now,
                actor,
                publishedAt,
                publishedBy);
    }

    Journey published(String actor, Instant now) {
        return new Journey(
                id, name, JourneyStatus.LIVE, definition, revision + 1, createdAt, createdBy, now, actor, now, actor);
    }

    Journey become(JourneyStatus next, String actor, Instant now) {
        return new Journey(
                id, name, next, definition, revision + 1, createdAt, createdBy, now, actor, publishedAt, publishedBy);
    }

    boolean isDraft() {
        return status == JourneyStatus.DRAFT;
    }

    boolean isRunning() {
        return switch (status) {
            case LIVE, CLOSED -> true;
            case DRAFT, ABORTED, DELETED -> false;
        };
    }
}

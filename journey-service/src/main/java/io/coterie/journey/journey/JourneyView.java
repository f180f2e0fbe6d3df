package io.coterie.journey.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.journey.body.NodeBody;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A journey as shown.
 *
 * @param status draft, live, closed or aborted
 * @param nodes as written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JourneyView(
        UUID id,
        String name,
        @Nullable String description,
        String type,
        String status,
        boolean deduplicateEmails,

        @Schema(type = SchemaType.ARRAY, implementation = NodeBody.class)
        JsonNode nodes,

        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    static JourneyView of(Journey journey) {
        JsonNode description = journey.definition().get("description");
        JsonNode nodes = journey.definition().get("nodes");
        return new JourneyView(
                journey.id(),
                journey.name(),
                description == null || description.isNull() ? null : description.textValue(),
                "account",
                journey.status().text(),
                journey.definition().path("deduplicateEmails").asBoolean(false),
                nodes == null ? JsonNodeFactory.instance.arrayNode() : nodes,
                journey.revision(),
                journey.createdAt(),
                journey.createdBy(),
                journey.updatedAt(),
                journey.updatedBy(),
                journey.publishedAt(),
                journey.publishedBy());
    }
}

package io.coterie.profile.audience;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audience.
 *
 * @param status evaluating until its members are complete, then live; archived when they are not kept any more
 * @param createdBy subject of the token that defined it
 * @param memberCount null where it is not counted: in lists and events
 */
@Schema(name = "Audience")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AudienceView(
        UUID id,
        String name,
        String kind,
        AudienceStatus status,
        @Nullable Long memberCount,
        @Schema(type = SchemaType.OBJECT) JsonNode condition,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant changedAt) {

    AudienceView counted(long members) {
        return new AudienceView(id, name, kind, status, members, condition, revision, createdAt, createdBy, changedAt);
    }
}

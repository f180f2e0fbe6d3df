package io.coterie.profile.relation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A relation as it is kept.
 *
 * @param revision goes up by one with every change
 */
@Schema(name = "Relation")
record RelationView(
        String relationKey,
        long revision,
        Instant changedAt,

        @Schema(type = SchemaType.OBJECT, description = "XDM relation")
        JsonNode relation) {}

package io.coterie.journey.body;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A journey as written. */
@Schema(name = "JourneyDefinition", description = "A journey: a name and its nodes, of which the first is the audience")
public record JourneyBody(
        @Schema(description = "Unique in the sandbox, without regard to case", maxLength = 200)
        String name,

        @Schema(enumeration = "account") @Nullable String type,

        @Schema(description = "Free text for readers") @Nullable
        String description,

        @Schema(description = "Whether one address is written to only once at the same node") @Nullable
        Boolean deduplicateEmails,

        @Schema(description = "The first is the audience") List<NodeBody> nodes) {}

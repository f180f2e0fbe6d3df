package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the audience of a name is to be. */
@Schema(name = "DeclareAudience")
record DeclareAudienceRequest(
        @NotNull @Pattern(regexp = "account", message = "account")
        String kind,

        @NotNull @Schema(type = SchemaType.OBJECT, description = "Condition over the account and its people")
        JsonNode condition) {}

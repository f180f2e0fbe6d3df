package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An audience to be made.
 *
 * @param name unique in the sandbox, whatever its case (D-15)
 */
@Schema(name = "DefineAudience")
record DefineAudienceRequest(
        @NotBlank @Size(max = 255) String name,

        @NotNull @Pattern(regexp = "account", message = "account")
        String kind,

        @NotNull @Schema(type = SchemaType.OBJECT, description = "Condition over the account and its people")
        JsonNode condition) {}

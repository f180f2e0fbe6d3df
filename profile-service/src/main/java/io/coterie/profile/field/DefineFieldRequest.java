package io.coterie.profile.field;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a custom field is to be.
 *
 * @param label its name in words
 */
@Schema(name = "DefineField")
record DefineFieldRequest(
        @NotNull
        @Pattern(regexp = "string|integer|double|boolean|date", message = "string, integer, double, boolean or date")
        String type,

        @NotBlank @Size(max = 255) String label) {}

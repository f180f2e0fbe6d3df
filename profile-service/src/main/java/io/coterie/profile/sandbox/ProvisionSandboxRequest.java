package io.coterie.profile.sandbox;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A sandbox to be made.
 *
 * @param name unique in the organisation; callers send it as {@code x-sandbox-name}
 */
record ProvisionSandboxRequest(
        @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9-]{0,62}", message = "letters, digits and hyphens, at most 63")
        String name,

        @NotBlank @Size(max = 255) String title) {}

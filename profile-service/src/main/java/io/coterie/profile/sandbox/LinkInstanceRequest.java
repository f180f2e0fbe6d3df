package io.coterie.profile.sandbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The journey instance a sandbox is to be linked to. */
record LinkInstanceRequest(
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}",
                message = "letters, digits, dots, underscores and hyphens, at most 128")
        String instance) {}

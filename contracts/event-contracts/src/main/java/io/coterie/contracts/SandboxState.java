package io.coterie.contracts;

import org.jspecify.annotations.Nullable;

/**
 * An isolated data space of an organisation.
 *
 * @param id small integer assigned by profile-service; carried by every row and event
 * @param instance the journey instance linked to it, if any; a sandbox has at most one and an instance at most one sandbox
 */
public record SandboxState(
        int id,
        String name,
        String organisation,
        String title,
        @Nullable String instance) {}

package io.coterie.profile.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox.
 *
 * @param status provisioning until there is nothing more to wait for, then ready
 * @param instance the journey instance it is linked to, if any
 * @param acknowledgedBy the services that know it
 * @param waitingFor services that do not know it yet, and {@code partner-topics} until the organisation's are there
 */
@Schema(name = "Sandbox")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SandboxView(
        int id,
        String name,
        String title,
        String organisation,
        String status,
        @Nullable String instance,
        List<String> acknowledgedBy,
        List<String> waitingFor) {}

package io.coterie.profile.sandbox;

import io.coterie.platform.tenancy.Sandbox;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sandbox as it was provisioned, and who has acknowledged it. */
record Registration(
        Sandbox sandbox, String title, @Nullable String instance, long revision, List<String> acknowledgedBy) {

    /** Whoever keeps data of a sandbox must know it before it is used. */
    private static final Set<String> SERVICES =
            Set.of("profile-service", "buying-group-service", "journey-service", "activation-service");

    boolean isReady() {
        return acknowledgedBy.containsAll(SERVICES);
    }

    SandboxView view() {
        return new SandboxView(
                sandbox.id(),
                sandbox.name(),
                title,
                sandbox.organisation(),
                isReady() ? "ready" : "provisioning",
                instance,
                acknowledgedBy);
    }
}

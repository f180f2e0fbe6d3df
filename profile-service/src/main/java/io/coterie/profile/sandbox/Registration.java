package io.coterie.profile.sandbox;

import io.coterie.platform.tenancy.Sandbox;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sandbox as it was provisioned, and who has acknowledged it. */
record Registration(
        Sandbox sandbox, String title, @Nullable String instance, long revision, List<String> acknowledgedBy) {

    /** Stands among the acknowledgements once the organisation's partner topics are there. */
    static final String PARTNER_TOPICS = "partner-topics";

    /** Whoever keeps data of a sandbox must know it before it is used. */
    private static final List<String> SERVICES =
            List.of("activation-service", "buying-group-service", "journey-service", "profile-service");

    SandboxView view() {
        List<String> waitingFor = waitingFor();
        return new SandboxView(
                sandbox.id(),
                sandbox.name(),
                title,
                sandbox.organisation(),
                waitingFor.isEmpty() ? "ready" : "provisioning",
                instance,
                acknowledgedBy.stream().filter(SERVICES::contains).toList(),
                waitingFor);
    }

    private List<String> waitingFor() {
        return Stream.concat(SERVICES.stream(), Stream.of(PARTNER_TOPICS))
                .filter(needed -> !acknowledgedBy.contains(needed))
                .toList();
    }
}

package io.coterie.platform.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the state topics are read. */
@Readiness
@ApplicationScoped
class CaughtUpCheck implements HealthCheck {

    private final CaughtUp caughtUp;

    CaughtUpCheck(CaughtUp caughtUp) {
        this.caughtUp = caughtUp;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state topics applied")
                .status(caughtUp.isReached())
                .build();
    }
}

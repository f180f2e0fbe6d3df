package io.coterie.activation.instance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps this process's row fresh, and the table free of processes that died long ago. */
@ApplicationScoped
class HeartbeatJob {

    private final ServiceInstance instance;

    HeartbeatJob(ServiceInstance instance) {
        this.instance = instance;
    }

    @Scheduled(every = "2s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> renew() {
        return instance.renew();
    }

    @Scheduled(every = "1h", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forgetLongDead() {
        return instance.forgetLongDead();
    }
}

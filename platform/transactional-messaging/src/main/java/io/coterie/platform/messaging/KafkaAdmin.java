package io.coterie.platform.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** The service's one connection for questions about topics, opened when first needed. */
@ApplicationScoped
public class KafkaAdmin {

    private final Map<String, Object> kafka;
    private volatile @Nullable Admin admin;

    KafkaAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    void stop(@Observes ShutdownEvent stopping) {
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }

    /** Opening looks names up, so it happens off the event loop. */
    public Uni<Admin> admin() {
        return Uni.createFrom().item(this::open).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private synchronized Admin open() {
        Admin open = admin;
        if (open == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.keySet().removeIf(key -> !AdminClientConfig.configNames().contains(key));
            open = Admin.create(settings);
            admin = open;
        }
        return open;
    }
}

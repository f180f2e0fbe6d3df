package io.coterie.platform.limits;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The limit of the server's setting, for every path. */
@DefaultBean
@ApplicationScoped
class ServersBodyLimit implements BodyLimit {

    private final long maximum;

    ServersBodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maximum) {
        this.maximum = maximum.asLongValue();
    }

    @Override
    public long of(HttpMethod method, String path) {
        return maximum;
    }
}

package io.coterie.activation.inbound;

import io.coterie.platform.limits.BodyLimit;
import io.coterie.platform.limits.PublicEndpoints;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What anybody may send to: no more of it is held in memory than a real notice or answer has. */
@ApplicationScoped
class PublicPaths implements BodyLimit, PublicEndpoints {

    private static final Pattern PUBLIC = Pattern.compile("/v1/(lead-webhooks|unsubscribe)/.*");
    private static final long OF_PUBLIC = 64 * 1024;

    private final long ofOthers;

    PublicPaths(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize ofOthers) {
        this.ofOthers = ofOthers.asLongValue();
    }

    @Override
    public long of(HttpMethod method, String path) {
        return contain(path) ? OF_PUBLIC : ofOthers;
    }

    @Override
    public boolean contain(String path) {
        return PUBLIC.matcher(path).matches();
    }
}

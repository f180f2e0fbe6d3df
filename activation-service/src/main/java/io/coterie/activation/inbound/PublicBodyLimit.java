package io.coterie.activation.inbound;

import io.coterie.platform.limits.BodyLimit;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Anybody may send to the public endpoints, so no more of it is held in memory than a real notice or answer has. */
@ApplicationScoped
class PublicBodyLimit implements BodyLimit {

    private static final Pattern PUBLIC = Pattern.compile("/v1/(lead-webhooks|unsubscribe)/.*");
    private static final long OF_PUBLIC = 64 * 1024;

    private final long ofOthers;

    PublicBodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize ofOthers) {
        this.ofOthers = ofOthers.asLongValue();
    }

    @Override
    public long of(HttpMethod method, String path) {
        return PUBLIC.matcher(path).matches() ? OF_PUBLIC : ofOthers;
    }
}

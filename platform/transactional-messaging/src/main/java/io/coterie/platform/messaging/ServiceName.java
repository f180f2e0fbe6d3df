package io.coterie.platform.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which service this is: {@code coterie.service} is profile, buying-group, journey or activation. */
@ApplicationScoped
class ServiceName {

    private final String shortName;

    ServiceName(@ConfigProperty(name = "coterie.service") String shortName) {
        this.shortName = shortName;
    }

    String service() {
        return shortName + "-service";
    }

    /** CloudEvents source. */
    String source() {
        return "/coterie/" + service();
    }
}

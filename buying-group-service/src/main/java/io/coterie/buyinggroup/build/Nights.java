package io.coterie.buyinggroup.build;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;

/** Which night it is where this service's nights are counted (D-31), for all that waits for the night's builds (D-80). */
@ApplicationScoped
public class Nights {

    private final BuildConfig config;

    Nights(BuildConfig config) {
        this.config = config;
    }

    /** The date in the zone of the builds. */
    public LocalDate at(Instant instant) {
        return instant.atZone(config.timeZone()).toLocalDate();
    }
}

package io.coterie.localstack.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One part of the stack: something that is started, watched and stopped by itself. */
public enum Part {
    POSTGRESQL("postgres", 9),
    KAFKA("kafka", 10),
    KEYCLOAK("keycloak", 5),
    SIMULATORS("simulators", 6),
    PROFILE_SERVICE("profile-service", 1),
    BUYING_GROUP_SERVICE("buying-group-service", 2),
    JOURNEY_SERVICE("journey-service", 3),
    ACTIVATION_SERVICE("activation-service", 4);

    private final String label;
    private final int portOffset;

    Part(String label, int portOffset) {
        this.label = label;
        this.portOffset = portOffset;
    }

    /** The name on the screen, of the log file and on the command line. */
    public String label() {
        return label;
    }

    int portOffset() {
        return portOffset;
    }

    /** Whether this is one of Coterie's own services. */
    public boolean isService() {
        return SERVICES.contains(this);
    }

    /** The service's database, {@code buying_group} for buying-group-service. */
    public String database() {
        return label.replace("-service", "").replace('-', '_');
    }

    /** Coterie's own services. */
    public static final List<Part> SERVICES =
            List.of(PROFILE_SERVICE, BUYING_GROUP_SERVICE, JOURNEY_SERVICE, ACTIVATION_SERVICE);

    public static Optional<Part> labelled(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }
}

package io.coterie.activation.destination;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A destination as somebody defines it, checked. */
record DestinationSettings(
        String name, String type, UUID connection, @Nullable String leadForm) {

    static final String LINKEDIN_COMPANY_AUDIENCE = "linkedin-company-audience";

    private static final int LONGEST_NAME = 100;

    static DestinationSettings of(DestinationRequest request) {
        List<Violation> violations = new ArrayList<>();
        String name = request.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            violations.add(new Violation("/name", "Expected a text of at most " + LONGEST_NAME + " characters."));
        }
        if (!LINKEDIN_COMPANY_AUDIENCE.equals(request.type())) {
            violations.add(new Violation("/type", "Expected " + LINKEDIN_COMPANY_AUDIENCE + "."));
        }
        if (request.connection() == null) {
            violations.add(new Violation("/connection", "Expected the id of a LinkedIn connection."));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    DestinationError.DESTINATION_INVALID, "Expected a destination that can work.", violations);
        }
        return new DestinationSettings(
                Objects.requireNonNull(name).strip(),
                LINKEDIN_COMPANY_AUDIENCE,
                Objects.requireNonNull(request.connection()),
                request.leadForm());
    }
}

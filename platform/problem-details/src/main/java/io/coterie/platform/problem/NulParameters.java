package io.coterie.platform.problem;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses U+0000 in the path and the query, before the database would. */
public class NulParameters {

    /** After the filter that enters the sandbox: who may not enter it learns that first. */
    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void refuse(ContainerRequestContext request) {
        requireNone(request.getUriInfo().getPathParameters());
        requireNone(request.getUriInfo().getQueryParameters());
    }

    static void requireNone(MultivaluedMap<String, String> parameters) {
        List<Violation> violations = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(NulCharacter::isIn))
                .map(parameter -> new Violation(parameter.getKey(), NulCharacter.REFUSAL))
                .toList();
        if (!violations.isEmpty()) {
            throw new ProblemException(GenericError.INVALID_PARAMETER, NulCharacter.REFUSAL, violations);
        }
    }
}

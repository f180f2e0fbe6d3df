package io.coterie.buyinggroup.definition;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.List;

/** Everything that is wrong with a definition somebody asked for. */
public final class DefinitionViolations {

    private DefinitionViolations() {}

    /**
     * Refuses the definition if anything is.
     *
     * @param expected what it should have been, in a sentence
     */
    public static void refuse(List<Violation> violations, String expected) {
        if (!violations.isEmpty()) {
            throw new ProblemException(GenericError.INVALID_DEFINITION, expected, violations);
        }
    }
}

package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.work.AccountsFailed;
import io.coterie.platform.problem.ProblemException;
import java.util.Set;

/** A batch whose groups could not be built. */
final class BuildFailed extends AccountsFailed {

    private static final long serialVersionUID = 1;

    private static final String UNTOLD = "The groups could not be built; the service's log says why.";

    BuildFailed(Set<String> accountKeys, Throwable cause) {
        super("The groups of " + accountKeys.size() + " accounts could not be built", accountKeys, cause);
    }

    /** What readers are told: nothing of a failure that was not meant for them. */
    String reason() {
        return getCause() instanceof ProblemException refusal ? String.valueOf(refusal.getMessage()) : UNTOLD;
    }
}

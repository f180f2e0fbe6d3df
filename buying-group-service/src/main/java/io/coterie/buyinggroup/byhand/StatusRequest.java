package io.coterie.buyinggroup.byhand;

import io.coterie.buyinggroup.group.GroupStatus;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The free text a group is to have; null clears it. */
record StatusRequest(@Nullable String status) {

    @Nullable
    String text() {
        if (status != null && status.strip().length() > GroupStatus.LONGEST) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/status", "Expected at most " + GroupStatus.LONGEST + " characters.");
        }
        return GroupStatus.of(status);
    }
}

package io.coterie.buyinggroup.byhand;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The stage a group is to move to. */
record StageRequest(@Nullable String stage) {

    String target() {
        if (stage == null || stage.isBlank()) {
            throw ProblemException.ofField(GenericError.INVALID_BODY, "/stage", "Expected the name of a stage.");
        }
        return stage.strip();
    }
}

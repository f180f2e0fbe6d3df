package io.coterie.buyinggroup.byhand;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** People to remove, at most 50 (MEM-02). */
record RemovalRequest(@Nullable List<@Nullable String> personKeys) {

    List<String> persons() {
        if (personKeys == null || personKeys.isEmpty() || personKeys.size() > MembersRequest.MOST) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY,
                    "/personKeys",
                    "Expected the keys of 1 to " + MembersRequest.MOST + " people.");
        }
        if (personKeys.stream().anyMatch(Objects::isNull)) {
            throw ProblemException.ofField(GenericError.INVALID_BODY, "/personKeys", "Expected keys only.");
        }
        return personKeys.stream().map(Objects::requireNonNull).distinct().toList();
    }
}

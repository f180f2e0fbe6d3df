package io.coterie.profile.source;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;

/** A source key that stands in a path. */
public final class KeyParameter {

    private KeyParameter() {}

    /**
     * Reads the key.
     *
     * @throws ProblemException invalid-parameter naming the parameter
     */
    public static SourceKey read(String parameter, String text) {
        try {
            return SourceKey.parse(text);
        } catch (InvalidSourceKey invalid) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, parameter, invalid.detail());
        }
    }

    /**
     * Holds the key of a body against the one of its path.
     *
     * @throws ProblemException invalid-body naming the member
     */
    public static void requireSame(SourceKey path, String body, String pointer) {
        if (!path.sourceKey().equals(body)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, pointer, "Expected the key of the path, " + path + ".");
        }
    }
}

package io.coterie.buyinggroup.definition;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of definitions: trimmed, and unique in their kind and sandbox without regard to case (D-15). */
public final class DefinitionName {

    private static final int LONGEST = 255;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final String UNIQUE_VIOLATION = "23505";

    private DefinitionName() {}

    /** The name as it is stored; refuses a missing, blank or endless one. */
    public static String required(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ProblemException.ofField(GenericError.INVALID_BODY, "/name", "Expected a name.");
        }
        if (name.strip().length() > LONGEST) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/name", "Expected a name of at most " + LONGEST + " characters.");
        }
        return name.strip();
    }

    /** The name a definition is declared under: that of the path, which the body may repeat. */
    public static String declared(String pathName, @Nullable String bodyName) {
        String name = required(pathName);
        if (bodyName != null && !same(bodyName, name)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/name", "Expected the name of the path, or none.");
        }
        return name;
    }

    /** The description as it is stored; refuses an endless one. */
    public static @Nullable String description(@Nullable String description) {
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY,
                    "/description",
                    "Expected a description of at most " + LONGEST_DESCRIPTION + " characters.");
        }
        return description == null || description.isBlank() ? null : description.strip();
    }

    /** Whether two names are one. */
    public static boolean same(String one, String other) {
        return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    /** Turns what the unique index says into words. */
    public static <T> Uni<T> unlessTaken(String name, Uni<T> writing) {
        return writing.onFailure(DefinitionName::violatesUniqueness).transform(failure -> taken(name));
    }

    public static ProblemException taken(String name) {
        return ProblemException.ofField(
                DefinitionError.DEFINITION_NAME_TAKEN,
                "/name",
                "Expected a name of its own, but '" + name + "' is taken.");
    }

    private static boolean violatesUniqueness(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException postgres && UNIQUE_VIOLATION.equals(postgres.getSqlState())) {
                return true;
            }
        }
        return false;
    }
}

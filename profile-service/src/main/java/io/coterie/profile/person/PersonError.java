package io.coterie.profile.person;

import io.coterie.platform.problem.ErrorCode;
import io.coterie.platform.problem.ProblemException;
import java.util.Locale;

/** Refusals of persons. */
enum PersonError implements ErrorCode {
    PERSON_MERGED(409, "The person was merged into another one"),
    PERSON_WITHOUT_ADDRESS(422, "A person who is not known yet needs a work e-mail address");

    private final int status;
    private final String title;

    PersonError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static ProblemException merged(String winner) {
        return new ProblemException(
                PERSON_MERGED, "Expected the person under the key it was merged into, '" + winner + "'.");
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

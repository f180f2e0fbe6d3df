package io.coterie.buyinggroup.creationjob;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern creation jobs. */
enum CreationJobError implements ErrorCode {
    CREATION_JOB_STOPPED(409, "The creation job is stopped"),
    INTEREST_NOT_KNOWN(422, "The solution interest is not known here"),
    AUDIENCE_NOT_KNOWN(422, "The audience is not known here"),
    AUDIENCE_HAS_NO_GROUPS(422, "Buying groups are made for live audiences of accounts");

    private final int status;
    private final String title;

    CreationJobError(int status, String title) {
        this.status = status;
        this.title = title;
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

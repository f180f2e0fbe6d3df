package io.coterie.profile.audience;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of audiences. */
enum AudienceError implements ErrorCode {
    AUDIENCE_NAME_TAKEN(409, "The sandbox has an audience of this name"),
    TOO_MANY_AUDIENCES(409, "The sandbox has as many audiences as it may"),
    AUDIENCE_ARCHIVED(409, "The audience is archived");

    private final int status;
    private final String title;

    AudienceError(int status, String title) {
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

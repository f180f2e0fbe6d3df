package io.coterie.profile.experience;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of experience events. */
enum ExperienceEventError implements ErrorCode {
    BEFORE_ERASURE(422, "The event happened before its person was erased"),
    PERSON_NOT_IDENTIFIED(422, "The event does not name exactly one known person"),
    TIMESTAMP_OUT_OF_RANGE(422, "The event is in the future or older than events are kept");

    private final int status;
    private final String title;

    ExperienceEventError(int status, String title) {
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

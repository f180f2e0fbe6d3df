package io.coterie.journey.journey;

import io.coterie.platform.problem.ErrorCode;

/** Why a journey, or something done to it, is refused. */
public enum JourneyError implements ErrorCode {
    JOURNEY_MALFORMED("journey-malformed", 400, "The body does not describe a journey"),
    JOURNEY_INVALID("journey-invalid", 422, "The journey does not hold together"),
    JOURNEY_NAME_TAKEN("journey-name-taken", 409, "Another journey has this name"),
    JOURNEY_NOT_DRAFT("journey-not-draft", 409, "Only a draft can be changed or published"),
    JOURNEY_NOT_LIVE("journey-not-live", 409, "Only a live journey can be closed to new entries"),
    JOURNEY_NOT_RUNNING("journey-not-running", 409, "Only a live or closed journey can be aborted"),
    JOURNEY_IS_RUNNING("journey-is-running", 409, "Only a draft or an aborted journey can be deleted");

    private final String code;
    private final int status;
    private final String title;

    JourneyError(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
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

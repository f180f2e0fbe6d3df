package io.coterie.activation.linkedin;

import io.coterie.platform.problem.ErrorCode;

/** Why a connection is not saved. */
enum LinkedInError implements ErrorCode {
    CONNECTION_INVALID("linkedin-connection-invalid", 422, "The connection cannot work as it is"),
    CONNECTION_NAME_TAKEN("linkedin-connection-name-taken", 409, "Another connection has this name");

    private final String code;
    private final int status;
    private final String title;

    LinkedInError(String code, int status, String title) {
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

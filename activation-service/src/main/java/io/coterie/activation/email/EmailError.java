package io.coterie.activation.email;

import io.coterie.platform.problem.ErrorCode;

/** Why an e-mail is not saved. */
enum EmailError implements ErrorCode {
    EMAIL_INVALID("email-invalid", 422, "The e-mail cannot be sent as it is"),
    EMAIL_NAME_TAKEN("email-name-taken", 409, "Another e-mail has this name");

    private final String code;
    private final int status;
    private final String title;

    EmailError(String code, int status, String title) {
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

package io.coterie.activation.delivery;

import io.coterie.platform.problem.ErrorCode;

/** Why an operator's decision about a message is refused. */
enum DeliveryError implements ErrorCode {
    MESSAGE_NOT_UNCERTAIN("message-not-uncertain", 409, "Only an uncertain message waits for a decision");

    private final String code;
    private final int status;
    private final String title;

    DeliveryError(String code, int status, String title) {
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

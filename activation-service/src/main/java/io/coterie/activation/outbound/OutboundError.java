package io.coterie.activation.outbound;

import io.coterie.platform.problem.ErrorCode;

/** Why an address is not called. */
public enum OutboundError implements ErrorCode {
    URL_NOT_ALLOWED("outbound-url-not-allowed", 422, "The URL is not one that this service may call");

    private final String code;
    private final int status;
    private final String title;

    OutboundError(String code, int status, String title) {
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

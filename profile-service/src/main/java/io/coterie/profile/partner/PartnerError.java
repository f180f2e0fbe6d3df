package io.coterie.profile.partner;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of partner messages, besides those of what they carry. */
enum PartnerError implements ErrorCode {
    INVALID_CLOUD_EVENT(400, "The message is not a CloudEvent in binary mode"),
    UNKNOWN_EVENT_TYPE(400, "Partners cannot send events of this type"),
    FOREIGN_ATTRIBUTE(403, "An attribute names another organisation or sandbox than the topic does");

    private final int status;
    private final String title;

    PartnerError(int status, String title) {
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

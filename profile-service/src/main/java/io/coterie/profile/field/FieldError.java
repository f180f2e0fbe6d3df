package io.coterie.profile.field;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of custom fields. */
enum FieldError implements ErrorCode {
    FIELD_CONFLICTS(409, "Another field stands in the way of this path"),
    FIELD_IN_USE(409, "A live definition reads the field"),
    TOO_MANY_FIELDS(409, "The record has as many custom fields as it may");

    private final int status;
    private final String title;

    FieldError(int status, String title) {
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

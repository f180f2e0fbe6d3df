package io.coterie.profile.ingestion;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of bulk bodies. */
enum IngestionError implements ErrorCode {
    LINE_TOO_LONG(413, "The line is longer than allowed"),
    TOO_MANY_BODIES(429, "Too many bulk bodies are being read at the same time");

    private final int status;
    private final String title;

    IngestionError(int status, String title) {
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

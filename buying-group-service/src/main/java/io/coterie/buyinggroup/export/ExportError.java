package io.coterie.buyinggroup.export;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern exports. */
enum ExportError implements ErrorCode {
    TOO_MANY_EXPORTS(429, "The sandbox waits for as many exports as it may"),
    TOO_MANY_KEPT_EXPORTS(409, "The sandbox keeps as many exports as it may"),
    EXPORT_NOT_READY(409, "The export has no file");

    private final int status;
    private final String title;

    ExportError(int status, String title) {
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

package io.coterie.buyinggroup.stage;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern stage models. */
public enum StageError implements ErrorCode {
    STAGE_MODEL_NAME_IS_FIXED(409, "A stage model keeps its name"),
    STAGE_MAP_INCOMPLETE(422, "Every stage of the version before has to go somewhere");

    private final int status;
    private final String title;

    StageError(int status, String title) {
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

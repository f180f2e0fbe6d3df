package io.coterie.buyinggroup.weightingmodel;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern weighting models. */
enum WeightingModelError implements ErrorCode {
    WEIGHTING_MODEL_NOT_DRAFT(409, "Only a draft of a weighting model can be changed or activated"),
    WEIGHTING_MODEL_IS_ACTIVE(409, "The active weighting model stays until another one takes its place");

    private final int status;
    private final String title;

    WeightingModelError(int status, String title) {
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

package io.coterie.buyinggroup.solutioninterest;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern solution interests. */
enum SolutionInterestError implements ErrorCode {
    ROLES_TEMPLATE_IS_FIXED(409, "A solution interest keeps its roles template"),
    QUALIFICATION_LOSES_STAGE(409, "A qualification rule asks for a stage that would be gone"),
    GROUPS_EXIST(409, "The solution interest has buying groups");

    private final int status;
    private final String title;

    SolutionInterestError(int status, String title) {
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

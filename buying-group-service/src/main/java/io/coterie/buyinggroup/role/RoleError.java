package io.coterie.buyinggroup.role;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern roles. */
enum RoleError implements ErrorCode {
    ROLE_IS_FIXED(409, "The six default roles neither change nor go"),
    TOO_MANY_ROLES(409, "The sandbox has as many roles as it can have");

    private final int status;
    private final String title;

    RoleError(int status, String title) {
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

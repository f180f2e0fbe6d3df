package io.coterie.buyinggroup.byhand;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern buying groups and their members. */
enum GroupError implements ErrorCode {
    PERSON_NOT_IN_ACCOUNT(422, "Members come from the group's account"),
    ROLE_NOT_IN_TEMPLATE(422, "The group's roles template has no such role"),
    NOT_A_MEMBER(409, "The person is not a member of the group"),
    STAGE_NOT_REACHABLE(409, "The stage model does not allow this move");

    private final int status;
    private final String title;

    GroupError(int status, String title) {
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

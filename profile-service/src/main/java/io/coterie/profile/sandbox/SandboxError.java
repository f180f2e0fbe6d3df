package io.coterie.profile.sandbox;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals of provisioning. */
enum SandboxError implements ErrorCode {
    SANDBOX_EXISTS(409, "The organisation has a sandbox of this name"),
    SANDBOX_LINKED(409, "The sandbox is linked to another journey instance"),
    INSTANCE_LINKED(409, "The journey instance is linked to another sandbox");

    private final int status;
    private final String title;

    SandboxError(int status, String title) {
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

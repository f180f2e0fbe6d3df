package io.coterie.platform.tenancy;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The sandbox a request works in and who asks; filled before the resource runs. */
@RequestScoped
public class CurrentSandbox {

    private @Nullable Sandbox sandbox;
    private @Nullable String actor;

    /** Fails on an {@link Unscoped} endpoint, which has no sandbox. */
    public Sandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException("An unscoped endpoint has no sandbox");
        }
        return sandbox;
    }

    /** The token's subject, for audit columns. */
    public String actor() {
        if (actor == null) {
            throw new IllegalStateException("An unscoped endpoint has no sandbox and no actor of it");
        }
        return actor;
    }

    void enter(Sandbox entered, String by) {
        sandbox = entered;
        actor = by;
    }
}

package io.coterie.activation.action;

import io.coterie.contracts.ActionOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of an action. */
public record Settlement(
        UUID actionId, String status, @Nullable String reason) {

    public static Settlement performed(UUID actionId) {
        return new Settlement(actionId, ActionOutcome.PERFORMED, null);
    }

    public static Settlement skipped(UUID actionId, String reason) {
        return new Settlement(actionId, ActionOutcome.SKIPPED, reason);
    }

    public static Settlement failed(UUID actionId, String reason) {
        return new Settlement(actionId, ActionOutcome.FAILED, reason);
    }

    public static Settlement uncertain(UUID actionId, String reason) {
        return new Settlement(actionId, ActionOutcome.UNCERTAIN, reason);
    }
}

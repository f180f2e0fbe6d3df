package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.work.AccountsFailed;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A batch whose actions could not be carried out. */
final class ActionsFailed extends AccountsFailed {

    private static final long serialVersionUID = 1;

    private final UUID firstAction;

    ActionsFailed(List<PendingAction> actions, Throwable cause) {
        super(
                actions.size() + " actions could not be carried out",
                actions.stream().map(pending -> pending.action().accountKey()).collect(Collectors.toSet()),
                cause);
        this.firstAction = actions.getFirst().action().actionId();
    }

    /** The only action of a batch of one. */
    UUID firstAction() {
        return firstAction;
    }
}

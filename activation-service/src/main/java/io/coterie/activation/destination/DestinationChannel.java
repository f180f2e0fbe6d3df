package io.coterie.activation.destination;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.action.ActionHandler;
import io.coterie.activation.action.Settlement;
import io.coterie.activation.destination.MemberStatements.Wish;
import io.coterie.activation.profile.AccountListener;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Accounts into and out of destinations: the actions {@code activate-to-destination} and
 * {@code deactivate-from-destination} (ACT-01, ACT-02). An action is a wish, settled when the audience is as wished; a
 * later wish for the same account takes its place.
 */
@ApplicationScoped
class DestinationChannel implements ActionHandler, AccountListener {

    private static final String SUPERSEDED = "A later action for the same account and destination took its place.";

    private final DestinationStatements destinations;
    private final MemberStatements members;
    private final DestinationWork work;

    DestinationChannel(DestinationStatements destinations, MemberStatements members, DestinationWork work) {
        this.destinations = destinations;
        this.members = members;
        this.work = work;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(JourneyAction.ACTIVATE_TO_DESTINATION, JourneyAction.DEACTIVATE_FROM_DESTINATION);
    }

    @Override
    public Uni<List<Settlement>> accept(SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions) {
        Set<UUID> named = actions.stream()
                .flatMap(action -> destinationId(action.parameters()).stream())
                .collect(Collectors.toSet());
        return destinations
                .existing(connection, sandbox, named)
                .chain(existing -> accept(connection, sandbox, actions, existing));
    }

    @Override
    public Uni<Void> accountsChanged(SqlConnection connection, Sandbox sandbox, Set<String> accountKeys) {
        return members.accountsChanged(connection, sandbox.id(), accountKeys)
                .chain(affected -> work.add(connection, sandbox.id(), affected));
    }

    private Uni<List<Settlement>> accept(
            SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions, Set<UUID> existing) {
        List<Settlement> settled = new ArrayList<>();
        Map<String, Wish> wishes = new LinkedHashMap<>();
        for (JourneyAction action : actions) {
            Optional<UUID> destination = destinationId(action.parameters()).filter(existing::contains);
            if (destination.isEmpty()) {
                settled.add(Settlement.failed(action.actionId(), "There is no such destination."));
                continue;
            }
            boolean desired = action.kind().equals(JourneyAction.ACTIVATE_TO_DESTINATION);
            Wish wish = new Wish(destination.get(), action.accountKey(), desired, action.actionId());
            Wish earlier = wishes.put(wish.destinationId() + "/" + wish.accountKey(), wish);
            if (earlier != null) {
                settled.add(Settlement.skipped(earlier.actionId(), SUPERSEDED));
            }
        }
        if (wishes.isEmpty()) {
            return Uni.createFrom().item(settled);
        }
        List<UUID> affected =
                wishes.values().stream().map(Wish::destinationId).distinct().toList();
        return members.want(connection, sandbox.id(), List.copyOf(wishes.values()))
                .invoke(superseded ->
                        superseded.forEach(actionId -> settled.add(Settlement.skipped(actionId, SUPERSEDED))))
                .chain(() -> work.add(connection, sandbox.id(), affected))
                .replaceWith(settled);
    }

    private static Optional<UUID> destinationId(JsonNode parameters) {
        try {
            return Optional.of(UUID.fromString(parameters.path("destination").asText()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

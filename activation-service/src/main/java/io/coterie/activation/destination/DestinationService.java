package io.coterie.activation.destination;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.activation.linkedin.ConnectionListener;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Destinations as people define them. */
@ApplicationScoped
class DestinationService implements ConnectionListener {

    private final SandboxTransactions transactions;
    private final DestinationStatements statements;
    private final DestinationWork work;
    private final Outbox outbox;

    DestinationService(
            SandboxTransactions transactions, DestinationStatements statements, DestinationWork work, Outbox outbox) {
        this.transactions = transactions;
        this.statements = statements;
        this.work = work;
        this.outbox = outbox;
    }

    /** Creates the destination; its segment at LinkedIn follows by itself. */
    Uni<DestinationView> create(Sandbox sandbox, DestinationSettings settings, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> insert(connection, sandbox, settings, by)
                        .map(created -> created.orElseThrow(() -> nameTaken(settings))));
    }

    /** Creates the destination unless it exists; only a destination of the same connection counts as the same. */
    Uni<Declared> declare(Sandbox sandbox, DestinationSettings settings, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> insert(connection, sandbox, settings, by)
                        .chain(created -> created.map(view -> Uni.createFrom().item(new Declared(view, true)))
                                .orElseGet(() -> statements
                                        .byName(connection, sandbox, settings.name())
                                        .map(Optional::orElseThrow)
                                        .invoke(known -> requireSameConnection(known, settings))
                                        .map(known -> new Declared(known, false)))));
    }

    Uni<DestinationView> get(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, id));
    }

    Uni<List<DestinationView>> list(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(sandbox, connection -> statements.list(connection, sandbox, after, limit));
    }

    Uni<List<MemberView>> members(Sandbox sandbox, UUID id, String after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> statements.members(connection, sandbox, id, after, limit)));
    }

    /** Lets a blocked destination go on and gives refused accounts another chance: somebody has done something about it. */
    Uni<DestinationView> tryAgain(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> statements.tryAgain(connection, sandbox, id))
                        .chain(() -> work.unblock(connection, sandbox.id(), List.of(id)))
                        .chain(() -> require(connection, sandbox, id)));
    }

    @Override
    public Uni<Void> connectionChanged(SqlConnection connection, int sandboxId, UUID connectionId) {
        return statements
                .ofConnection(connection, sandboxId, connectionId)
                .chain(destinations -> work.unblock(connection, sandboxId, destinations));
    }

    /** A declared destination, and whether that made it. */
    record Declared(DestinationView destination, boolean created) {}

    private Uni<Optional<DestinationView>> insert(
            SqlConnection connection, Sandbox sandbox, DestinationSettings settings, String by) {
        return statements
                .connectionExists(connection, sandbox, settings.connection())
                .invoke(exists -> {
                    if (!exists) {
                        throw ProblemException.ofField(
                                DestinationError.CONNECTION_UNKNOWN,
                                "/connection",
                                "Expected a LinkedIn connection, but there is no '" + settings.connection() + "'.");
                    }
                })
                .chain(() -> statements.insert(connection, sandbox, settings, by))
                .chain(created -> created.map(id -> work.add(connection, sandbox.id(), List.of(id))
                                .chain(() -> require(connection, sandbox, id))
                                .call(view -> publish(connection, sandbox, view))
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<DestinationView> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return statements
                .get(connection, sandbox, id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a destination", id)));
    }

    private static void requireSameConnection(DestinationView known, DestinationSettings settings) {
        if (!known.connection().equals(settings.connection())) {
            throw nameTaken(settings);
        }
    }

    private static ProblemException nameTaken(DestinationSettings settings) {
        return ProblemException.ofField(
                DestinationError.DESTINATION_NAME_TAKEN,
                "/name",
                "Expected a new name, but there is a destination '" + settings.name() + "'.");
    }

    private Uni<Void> publish(SqlConnection connection, Sandbox sandbox, DestinationView destination) {
        DefinitionState state = new DefinitionState(
                DefinitionState.DESTINATION,
                destination.id().toString(),
                destination.name(),
                "live",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", destination.id().toString())
                        .put("name", destination.name())
                        .put("type", destination.type()));
        return outbox.append(
                connection,
                sandbox,
                List.of(OutgoingEvent.of(
                        Topics.DEFINITIONS,
                        DefinitionState.DESTINATION + "/" + destination.id(),
                        EventTypes.DEFINITION_CHANGED,
                        "destinations/" + destination.id(),
                        destination.revision(),
                        state)));
    }
}

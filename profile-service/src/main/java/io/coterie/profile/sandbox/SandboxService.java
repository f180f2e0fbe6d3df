package io.coterie.profile.sandbox;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Provisions sandboxes and links them to journey instances; unique constraints keep both promises. */
@ApplicationScoped
class SandboxService {

    private static final String UNIQUE_VIOLATION = "23505";

    private final SandboxTransactions transactions;
    private final RegistrationRepository registrations;
    private final Outbox outbox;
    private final Clock clock;

    SandboxService(SandboxTransactions transactions, RegistrationRepository registrations, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.registrations = registrations;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Registration> provision(String organisation, String name, String title) {
        return transactions.acrossSandboxes(connection -> registrations
                .add(connection, organisation, name, title, clock.instant())
                .map(added -> added.orElseThrow(() -> new ProblemException(
                        SandboxError.SANDBOX_EXISTS, "Expected a new name, but there is a sandbox '" + name + "'.")))
                .call(registration -> announce(connection, registration)));
    }

    /** Links once; the same link again is no change. */
    Uni<Registration> link(String organisation, String name, String instance) {
        return transactions
                .acrossSandboxes(connection -> registrations
                        .lock(connection, organisation, name)
                        .map(found -> found.orElseThrow(() -> notOpen(name)))
                        .chain(registration -> link(connection, registration, instance)))
                .onFailure(SandboxService::isUniqueViolation)
                .transform(failure -> instanceLinked(instance));
    }

    Uni<Registration> get(String organisation, String name) {
        return transactions
                .acrossSandboxes(connection -> registrations.find(connection, organisation, name))
                .map(found -> found.orElseThrow(() -> notOpen(name)));
    }

    Uni<List<Registration>> list(String organisation) {
        return transactions.acrossSandboxes(connection -> registrations.list(connection, organisation));
    }

    /** The same answer for a sandbox that is not there and one the token may not enter. */
    static ProblemException notOpen(String name) {
        return new ProblemException(
                GenericError.SANDBOX_FORBIDDEN, "Expected a sandbox open to the token, but '" + name + "' is not.");
    }

    private Uni<Registration> link(SqlConnection connection, Registration registration, String instance) {
        if (instance.equals(registration.instance())) {
            return Uni.createFrom().item(registration);
        }
        if (registration.instance() != null) {
            throw new ProblemException(
                    SandboxError.SANDBOX_LINKED,
                    "Expected a sandbox without instance, but '"
                            + registration.sandbox().name() + "' is linked to '" + registration.instance() + "'.");
        }
        Registration linked = new Registration(
                registration.sandbox(),
                registration.title(),
                instance,
                registration.revision() + 1,
                registration.acknowledgedBy());
        return registrations
                .link(
                        connection,
                        registration.sandbox().organisation(),
                        registration.sandbox().name(),
                        instance)
                .chain(() -> announce(connection, linked))
                .replaceWith(linked);
    }

    private Uni<Void> announce(SqlConnection connection, Registration registration) {
        SandboxState state = new SandboxState(
                registration.sandbox().id(),
                registration.sandbox().name(),
                registration.sandbox().organisation(),
                registration.title(),
                registration.instance());
        OutgoingEvent event = OutgoingEvent.of(
                Topics.SANDBOXES,
                state.name(),
                EventTypes.SANDBOX_CHANGED,
                "sandboxes/" + state.name(),
                registration.revision(),
                state);
        return outbox.append(connection, registration.sandbox(), List.of(event));
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }

    private static ProblemException instanceLinked(String instance) {
        return new ProblemException(
                SandboxError.INSTANCE_LINKED,
                "Expected an instance without sandbox, but '" + instance + "' is linked to another one.");
    }
}

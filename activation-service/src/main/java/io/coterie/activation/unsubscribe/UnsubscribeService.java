package io.coterie.activation.unsubscribe;

import io.coterie.activation.suppression.SuppressionReason;
import io.coterie.activation.suppression.Suppressions;
import io.coterie.activation.unsubscribe.UnsubscribeLinks.Subscriber;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Suppresses the address at once and tells profile-service, which keeps the person's consent. */
@ApplicationScoped
class UnsubscribeService {

    private static final String EVENT_TYPE = "directMarketing.emailUnsubscribed";

    private final UnsubscribeLinks links;
    private final SandboxTransactions transactions;
    private final SandboxDirectory sandboxes;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final Clock clock;

    UnsubscribeService(
            UnsubscribeLinks links,
            SandboxTransactions transactions,
            SandboxDirectory sandboxes,
            Suppressions suppressions,
            Outbox outbox,
            Clock clock) {
        this.links = links;
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The address a link speaks of; 404 for a link that is not ours. */
    String addressOf(String token) {
        return require(token).address().value();
    }

    /** Idempotent: a second request finds the address suppressed and tells nobody. */
    Uni<Void> unsubscribe(String token) {
        Subscriber subscriber = require(token);
        return sandboxes
                .byId(subscriber.sandboxId())
                .chain(sandbox -> transactions.inSandbox(
                        sandbox,
                        connection -> suppressions
                                .add(
                                        connection,
                                        sandbox.id(),
                                        subscriber.address(),
                                        SuppressionReason.UNSUBSCRIBED,
                                        null,
                                        subscriber.personKey(),
                                        "recipient")
                                .chain(added -> added
                                        ? tell(connection, sandbox, subscriber)
                                        : Uni.createFrom().voidItem())));
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, Subscriber subscriber) {
        Interaction interaction = new Interaction(
                UUID.randomUUID().toString(), subscriber.personKey(), EVENT_TYPE, clock.instant(), null, null, null);
        return outbox.append(
                connection,
                sandbox,
                List.of(OutgoingEvent.of(
                        Topics.INTERACTIONS,
                        subscriber.personKey(),
                        EventTypes.INTERACTION_RECORDED,
                        "interactions/" + interaction.id(),
                        0,
                        interaction)));
    }

    private Subscriber require(String token) {
        return links.read(token).orElseThrow(() -> ProblemException.notFound("an unsubscribe link", "given"));
    }
}

package io.coterie.activation.delivery;

import io.coterie.activation.delivery.DeliverySteps.Arrival;
import io.coterie.activation.suppression.SuppressionReason;
import io.coterie.activation.suppression.Suppressions;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/**
 * Suppresses an address of which the mail server says that it is not there: mail to such addresses spoils the sender's
 * reputation for everybody else. Only of mail to one person, because a refusal does not say which of several it means.
 */
@ApplicationScoped
class HardRefusals {

    private static final String BY = "mail-server";

    private final Suppressions suppressions;

    HardRefusals(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    Uni<Void> suppress(SqlConnection connection, Sandbox sandbox, List<Arrival> arrivals) {
        Uni<Void> suppressed = Uni.createFrom().voidItem();
        for (Arrival arrival : inOrderOfAddress(arrivals)) {
            suppressed = suppressed.chain(() -> suppress(connection, sandbox, arrival));
        }
        return suppressed;
    }

    private Uni<Void> suppress(SqlConnection connection, Sandbox sandbox, Arrival arrival) {
        Message message = arrival.departure().message();
        return suppressions
                .add(
                        connection,
                        sandbox.id(),
                        recipient(arrival).recipient(),
                        SuppressionReason.HARD_BOUNCE,
                        ((HandOverResult.Refused) arrival.result()).reply(),
                        message.personKey(),
                        BY)
                .replaceWithVoid();
    }

    /** Rows are locked in the order of their keys. */
    private static List<Arrival> inOrderOfAddress(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(HardRefusals::concerns)
                .sorted(Comparator.comparing(
                        arrival -> recipient(arrival).recipient().value()))
                .toList();
    }

    private static boolean concerns(Arrival arrival) {
        return arrival.departure().message().kind().equals(Message.EMAIL)
                && arrival.departure().mail().recipients().size() == 1
                && arrival.result() instanceof HandOverResult.Refused refused
                && refused.saysThereIsNoSuchAddress();
    }

    private static ConsentDecision.Granted recipient(Arrival arrival) {
        return arrival.departure().mail().recipients().getFirst();
    }
}

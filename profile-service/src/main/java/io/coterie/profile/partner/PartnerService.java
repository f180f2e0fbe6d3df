package io.coterie.profile.partner;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.platform.messaging.Inbox;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores what partners send exactly as REST does, and tells them what was refused. */
@ApplicationScoped
class PartnerService {

    private final InboundKinds kinds;
    private final Inbox inbox;
    private final Outbox outbox;

    PartnerService(InboundKinds kinds, Inbox inbox, Outbox outbox) {
        this.kinds = kinds;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        return inbox.firstSeen(connection, received).chain(fresh -> store(connection, sandbox, fresh));
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return Multi.createFrom()
                .iterable(kinds.all())
                .onItem()
                .transformToUniAndConcatenate(kind ->
                        kind.store(connection, sandbox, events).map(refused -> new Refused(kind.type(), refused)))
                .collect()
                .asList()
                .chain(refused -> outbox.append(connection, sandbox, rejections(events, byType(refused))));
    }

    private static Map<String, Map<String, ProblemException>> byType(List<Refused> refused) {
        Map<String, Map<String, ProblemException>> byType = new HashMap<>();
        refused.forEach(kind -> byType.put(kind.type(), kind.byKey()));
        return byType;
    }

    private static List<OutgoingEvent> rejections(
            List<ReceivedEvent> events, Map<String, Map<String, ProblemException>> refusedByType) {
        List<OutgoingEvent> rejections = new ArrayList<>();
        for (ReceivedEvent event : events) {
            PartnerMessage message = event.payload(PartnerMessage.class);
            ProblemException refused =
                    refusedByType.getOrDefault(event.type(), Map.of()).get(event.recordKey());
            if (refused != null) {
                rejections.add(rejection(
                        event, RejectedRecord.of(message, ContractJson.mapper().valueToTree(refused.problem()))));
            } else if (message.problem() != null) {
                rejections.add(rejection(event, RejectedRecord.of(message, message.problem())));
            }
        }
        return rejections;
    }

    private static OutgoingEvent rejection(ReceivedEvent event, RejectedRecord rejected) {
        return OutgoingEvent.of(
                        Reception.rejections(rejected.topic()),
                        event.recordKey(),
                        EventTypes.PARTNER_RECORD_REJECTED,
                        rejected.topic() + "/" + rejected.partition() + "/" + rejected.offset(),
                        0,
                        rejected)
                .causedBy(event);
    }

    /** What was left out of one kind, by key. */
    private record Refused(String type, Map<String, ProblemException> byKey) {}
}

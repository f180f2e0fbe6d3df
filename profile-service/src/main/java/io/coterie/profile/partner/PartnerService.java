package io.coterie.profile.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.platform.messaging.Inbox;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.account.AccountDocument;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.person.PersonDocument;
import io.coterie.profile.person.PersonService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Stores what partners send exactly as REST does, and tells them what was refused. */
@ApplicationScoped
class PartnerService {

    private final AccountService accounts;
    private final PersonService persons;
    private final Inbox inbox;
    private final Outbox outbox;

    PartnerService(AccountService accounts, PersonService persons, Inbox inbox, Outbox outbox) {
        this.accounts = accounts;
        this.persons = persons;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        return inbox.firstSeen(connection, received).chain(fresh -> store(connection, sandbox, fresh));
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, AccountDocument> newAccounts =
                documents(events, EventTypes.PARTNER_ACCOUNT_UPSERTED, AccountDocument::of);
        Map<String, PersonDocument> newPersons =
                documents(events, EventTypes.PARTNER_PERSON_UPSERTED, PersonDocument::of);
        Uni<Void> stored = newAccounts.isEmpty()
                ? Uni.createFrom().voidItem()
                : accounts.store(connection, sandbox, newAccounts.values());
        return stored.chain(() -> newPersons.isEmpty()
                        ? Uni.createFrom().item(Map.<String, ProblemException>of())
                        : persons.store(connection, sandbox, newPersons.values()))
                .chain(refused -> outbox.append(connection, sandbox, rejections(events, refused)));
    }

    /** Of several messages about one key the last is stored. */
    private static <D extends Keyed<D>> Map<String, D> documents(
            List<ReceivedEvent> events, String type, Function<ObjectNode, D> reader) {
        Map<String, D> documents = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.type().equals(type)
                    && event.payload(PartnerMessage.class).document() instanceof ObjectNode document) {
                D read = reader.apply(document);
                documents.merge(read.key(), read, (earlier, later) -> later.after(earlier));
            }
        }
        return documents;
    }

    private static List<OutgoingEvent> rejections(
            List<ReceivedEvent> events, Map<String, ProblemException> refusedPersons) {
        List<OutgoingEvent> rejections = new ArrayList<>();
        for (ReceivedEvent event : events) {
            PartnerMessage message = event.payload(PartnerMessage.class);
            ProblemException refused = event.type().equals(EventTypes.PARTNER_PERSON_UPSERTED)
                    ? refusedPersons.get(event.recordKey())
                    : null;
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
}

package io.coterie.profile.interaction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.profile.experience.RecordedEvent;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import java.util.Map;
import java.util.Optional;

/** One reported interaction and what it means for its person. */
record Report(ReceivedEvent received, Interaction interaction) {

    private static final String UNSUBSCRIBED = "directMarketing.emailUnsubscribed";

    static Report of(ReceivedEvent received) {
        return new Report(received, received.payload(Interaction.class));
    }

    /** The same report, about the person that its person was merged into. */
    Report about(Map<String, String> merged) {
        String winner = merged.get(interaction.personKey());
        return winner == null
                ? this
                : new Report(
                        received,
                        new Interaction(
                                interaction.id(),
                                winner,
                                interaction.eventType(),
                                interaction.timestamp(),
                                interaction.accountKey(),
                                interaction.person(),
                                interaction.event()));
    }

    boolean changesThePerson() {
        return isLead() || isUnsubscription();
    }

    /** The person after the interaction; empty when an unknown person takes back a consent nobody keeps. */
    Optional<ObjectNode> change(Optional<ObjectNode> before) {
        if (isLead()) {
            return Optional.of(LeadPerson.merge(
                    before.orElseGet(JsonNodeFactory.instance::objectNode),
                    SourceKey.parse(interaction.personKey()),
                    interaction));
        }
        before.ifPresent(this::unsubscribe);
        return before;
    }

    /** The interaction as XDM experience event (§3.4). */
    RecordedEvent experienceEvent() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("_id", interaction.id());
        event.put("eventType", interaction.eventType());
        event.put("timestamp", interaction.timestamp().toString());
        event.putObject("personKey").put(SourceKey.WRITTEN, interaction.personKey());
        if (interaction.event() instanceof ObjectNode further) {
            further.properties().forEach(field -> event.putIfAbsent(field.getKey(), field.getValue()));
        }
        return new RecordedEvent(
                interaction.id(),
                interaction.personKey(),
                interaction.eventType(),
                interaction.timestamp(),
                XdmDocument.write(event),
                received);
    }

    private boolean isLead() {
        return received.type().equals(EventTypes.LEAD_SUBMITTED) && interaction.person() != null;
    }

    private boolean isUnsubscription() {
        return interaction.eventType().equals(UNSUBSCRIBED);
    }

    private void unsubscribe(ObjectNode person) {
        ObjectNode email = person.withObject("/consents/marketing/email");
        email.put("val", "n");
        email.put("time", interaction.timestamp().toString());
    }
}

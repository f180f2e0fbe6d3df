package io.coterie.journey.group;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.EventTypes;
import io.coterie.journey.definition.GroupEventFields;
import io.coterie.journey.definition.GroupEventKind;
import io.coterie.journey.wait.Occurrence;
import io.coterie.platform.messaging.ReceivedEvent;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of a buying group as a listen hears it. */
record HeardChange(UUID groupId, Occurrence occurrence) {

    private static final String BUYING_GROUP = "io.coterie.buying-group.";
    private static final String VERSION = ".v1";

    /** Two types are heard as another: a new group has its first score, and who takes another role takes a role. */
    private static final Map<String, GroupEventKind> HEARD_AS = Map.of(
            EventTypes.BUYING_GROUP_CREATED, GroupEventKind.COMPLETENESS_CHANGED,
            EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED, GroupEventKind.MEMBER_ASSIGNED);

    /** Empty for a type that nobody can listen for. */
    static Optional<HeardChange> of(ReceivedEvent event) {
        return kind(event.type()).map(kind -> of(event, kind));
    }

    /** Where its completeness was 0, no event that is heard tells of a deleted group's end, so its state does. */
    static HeardChange ofDeleted(GroupRow state) {
        return new HeardChange(
                state.groupId(),
                new Occurrence(
                        state.eventId(),
                        state.accountKey(),
                        GroupEventKind.COMPLETENESS_CHANGED.text(),
                        state.solutionInterest(),
                        state.revision(),
                        null,
                        state.changedAt(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put(
                                        GroupEventFields.TIMESTAMP,
                                        state.changedAt().toString())
                                .toString()));
    }

    private static HeardChange of(ReceivedEvent event, GroupEventKind kind) {
        BuyingGroupEvent change = event.payload(BuyingGroupEvent.class);
        return new HeardChange(
                change.buyingGroupId(),
                new Occurrence(
                        event.id(),
                        change.accountKey(),
                        kind.text(),
                        change.solutionInterestId(),
                        event.revision(),
                        change.personKey(),
                        change.at(),
                        fields(change, kind).toString()));
    }

    private static Optional<GroupEventKind> kind(String type) {
        GroupEventKind other = HEARD_AS.get(type);
        if (other != null) {
            return Optional.of(other);
        }
        return type.startsWith(BUYING_GROUP) && type.endsWith(VERSION)
                ? GroupEventKind.of(type.substring(BUYING_GROUP.length(), type.length() - VERSION.length()))
                : Optional.empty();
    }

    private static ObjectNode fields(BuyingGroupEvent change, GroupEventKind kind) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put(GroupEventFields.TIMESTAMP, change.at().toString());
        switch (kind) {
            case MEMBER_ASSIGNED, MEMBER_REMOVED -> {
                fields.put(GroupEventFields.ROLE, change.role());
                fields.put(GroupEventFields.PREVIOUS_ROLE, change.previousRole());
                fields.put(GroupEventFields.SOURCE, change.source());
            }
            case STAGE_CHANGED -> {
                fields.put(GroupEventFields.PREVIOUS_STAGE, change.previousValue());
                fields.put(GroupEventFields.NEW_STAGE, change.newValue());
            }
            case STATUS_CHANGED -> {
                fields.put(GroupEventFields.PREVIOUS_STATUS, change.previousValue());
                fields.put(GroupEventFields.NEW_STATUS, change.newValue());
            }
            case COMPLETENESS_CHANGED, ENGAGEMENT_CHANGED -> {
                fields.put(GroupEventFields.PREVIOUS_SCORE, number(change.previousValue()));
                fields.put(GroupEventFields.NEW_SCORE, number(change.newValue()));
            }
            case QUALIFIED, DISQUALIFIED -> {}
        }
        return fields;
    }

    private static @Nullable BigDecimal number(@Nullable String value) {
        return value == null ? null : new BigDecimal(value);
    }
}

package io.coterie.buyinggroup.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import org.jspecify.annotations.Nullable;

/** Publishes definitions on {@code coterie.definitions}, so that every service knows them. */
public final class DefinitionEvents {

    private static final String DELETED = "deleted";

    private DefinitionEvents() {}

    /** The definition's whole present state; its document is what REST shows. */
    public static OutgoingEvent changed(
            String kind, String id, String name, String status, long revision, Object document) {
        return event(kind, id, name, status, revision, ContractJson.mapper().valueToTree(document));
    }

    /** Readers keep the id and the revision of what is gone, so that an older state cannot bring it back. */
    public static OutgoingEvent deleted(String kind, String id, String name, long revision) {
        return event(kind, id, name, DELETED, revision, null);
    }

    private static OutgoingEvent event(
            String kind, String id, String name, String status, long revision, @Nullable JsonNode document) {
        String key = kind + "/" + id;
        return OutgoingEvent.of(
                Topics.DEFINITIONS,
                key,
                EventTypes.DEFINITION_CHANGED,
                key,
                revision,
                new DefinitionState(kind, id, name, status, document));
    }
}

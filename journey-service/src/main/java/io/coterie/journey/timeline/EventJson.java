package io.coterie.journey.timeline;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.coterie.contracts.ContractJson;
import io.coterie.journey.execution.JourneyEvent;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Events as the timeline keeps them: the record's fields and its name, {@code {"type":"wait-started","node":…}}. A stored
 * event's meaning never changes, so neither do these names.
 */
public final class EventJson {

    private static final ObjectMapper MAPPER = mapper();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Named {}

    private EventJson() {}

    /** For example {@code wait-started}. */
    public static String type(Class<?> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    public static String write(JourneyEvent event) {
        try {
            return MAPPER.writerFor(JourneyEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Every event can be written", e);
        }
    }

    public static JourneyEvent read(String json) {
        try {
            return MAPPER.readValue(json, JourneyEvent.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected an event of a run", e);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = ContractJson.mapper().copy().addMixIn(JourneyEvent.class, Named.class);
        for (Class<?> event : JourneyEvent.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(event, type(event)));
        }
        return mapper;
    }
}

package io.coterie.profile.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One person of two. The winner's fields stay and the loser's fill what is missing; the source records of both are components
 * of the person; and nobody who opted out is opted in again by a merge.
 */
final class MergedPerson {

    private static final String COMPONENTS = "personComponents";
    private static final String CONSENTS = "/consents/marketing";

    private MergedPerson() {}

    static ObjectNode of(ObjectNode winner, ObjectNode loser) {
        ObjectNode person = winner.deepCopy();
        ObjectNode filling = loser.deepCopy();
        JsonNode components = filling.remove(COMPONENTS);
        JsonNode consents = filling.at(CONSENTS);
        filling.remove("testProfile");
        keepRefusals(person, consents);
        fill(person, filling);
        if (components != null) {
            ArrayNode all = person.get(COMPONENTS) instanceof ArrayNode known ? known : person.putArray(COMPONENTS);
            components.forEach(component -> add(all, component));
        }
        return person;
    }

    private static void fill(ObjectNode target, ObjectNode source) {
        source.properties().forEach(field -> {
            JsonNode present = target.get(field.getKey());
            if (present == null || present.isNull()) {
                target.set(field.getKey(), field.getValue());
            } else if (present instanceof ObjectNode inner && field.getValue() instanceof ObjectNode other) {
                fill(inner, other);
            }
        });
    }

    private static void keepRefusals(ObjectNode person, JsonNode consents) {
        consents.properties().forEach(channel -> {
            JsonNode present = person.at(CONSENTS).path(channel.getKey());
            boolean isRefusal = channel.getValue().path("val").asText().equals("n");
            if (isRefusal && !time(present).isAfter(time(channel.getValue()))) {
                person.withObject(CONSENTS).set(channel.getKey(), channel.getValue());
            }
        });
    }

    /** A choice without time is older than any with one. */
    private static Instant time(JsonNode choice) {
        return choice.hasNonNull("time")
                ? OffsetDateTime.parse(choice.path("time").textValue()).toInstant()
                : Instant.MIN;
    }

    private static void add(ArrayNode components, JsonNode component) {
        for (JsonNode known : components) {
            if (known.equals(component)) {
                return;
            }
        }
        components.add(component);
    }
}

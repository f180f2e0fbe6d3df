package io.coterie.profile.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One person of two. The winner's fields stay and the loser's fill what is missing; the source records of both are components
 * of the person; and nobody who opted out is opted in again by a merge. A value of several members, such as an address, a phone
 * or an amount, is wholly the one's or the other's: a street in another city is nobody's address.
 */
final class MergedPerson {

    private static final String COMPONENTS = "personComponents";
    private static final String CONSENTS = "consents";
    private static final String NAME = "name";

    private MergedPerson() {}

    static ObjectNode of(ObjectNode winner, ObjectNode loser) {
        ObjectNode person = winner.deepCopy();
        ObjectNode filling = loser.deepCopy();
        JsonNode components = filling.remove(COMPONENTS);
        JsonNode consents = filling.remove(CONSENTS);
        filling.remove("testProfile");
        filling.properties().forEach(field -> fill(person, field.getKey(), field.getValue()));
        if (consents instanceof ObjectNode losers) {
            person.set(CONSENTS, MergedConsents.of(person.path(CONSENTS), losers));
        }
        if (components != null) {
            ArrayNode all = person.get(COMPONENTS) instanceof ArrayNode known ? known : person.putArray(COMPONENTS);
            components.forEach(component -> add(all, component));
        }
        return person;
    }

    private static void fill(ObjectNode person, String field, JsonNode value) {
        if (!(person.get(field) instanceof ObjectNode present && value instanceof ObjectNode other)) {
            addMissing(person, field, value);
        } else if (field.startsWith("_")) {
            addMissingLeaves(present, other);
        } else {
            switch (field) {
                case "b2b", "extendedWorkDetails", "identityMap" -> addMissing(present, other);
                case "person" -> fillIndividual(present, other);
                default -> {
                    if (saysNothing(field, present)) {
                        person.set(field, other);
                    }
                }
            }
        }
    }

    /** An e-mail without address or a phone without number is none, whatever else is said of it. */
    private static boolean saysNothing(String field, ObjectNode value) {
        return switch (field) {
            case "workEmail" -> !value.hasNonNull("address");
            case "workPhone", "mobilePhone", "faxPhone" -> !value.hasNonNull("number");
            default -> value.isEmpty();
        };
    }

    /** A name is completed by one that does not contradict it. */
    private static void fillIndividual(ObjectNode present, ObjectNode other) {
        if (present.get(NAME) instanceof ObjectNode name
                && other.get(NAME) instanceof ObjectNode further
                && agree(name, further)) {
            addMissing(name, further);
        }
        addMissing(present, other);
    }

    private static boolean agree(ObjectNode one, ObjectNode other) {
        return one.properties().stream()
                .allMatch(member -> !other.hasNonNull(member.getKey())
                        || other.path(member.getKey()).equals(member.getValue()));
    }

    private static void addMissing(ObjectNode target, ObjectNode source) {
        source.properties().forEach(member -> addMissing(target, member.getKey(), member.getValue()));
    }

    private static void addMissing(ObjectNode target, String member, JsonNode value) {
        if (!target.hasNonNull(member)) {
            target.set(member, value);
        }
    }

    /** The sandbox's own fields are leaves, however deep (XDM-07). */
    private static void addMissingLeaves(ObjectNode target, ObjectNode source) {
        source.properties().forEach(member -> {
            if (target.get(member.getKey()) instanceof ObjectNode inner
                    && member.getValue() instanceof ObjectNode other) {
                addMissingLeaves(inner, other);
            } else {
                addMissing(target, member.getKey(), member.getValue());
            }
        });
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

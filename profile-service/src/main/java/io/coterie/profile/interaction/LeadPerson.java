package io.coterie.profile.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.Interaction;
import io.coterie.profile.source.SourceKey;

/**
 * The person a lead form describes. What the form says is newer than what is known and wins field by field (ARC-08); what it
 * does not ask for stays, and so do the accounts the person belonged to.
 */
final class LeadPerson {

    private static final String COMPONENTS = "personComponents";
    private static final String ACCOUNT = "sourceAccountKey";

    private LeadPerson() {}

    static ObjectNode merge(ObjectNode known, SourceKey key, Interaction lead) {
        ObjectNode person = known.deepCopy();
        if (lead.person() instanceof ObjectNode described) {
            ObjectNode fields = described.deepCopy();
            JsonNode components = fields.remove(COMPONENTS);
            overlay(person, fields);
            if (components != null) {
                components.forEach(component -> addComponent(person, component));
            }
        }
        person.withObject("/b2b").putObject("personKey").put(SourceKey.WRITTEN, key.sourceKey());
        if (lead.accountKey() != null) {
            addAccount(person, key, lead.accountKey());
        }
        return person;
    }

    private static void overlay(ObjectNode target, ObjectNode source) {
        source.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner
                    && target.get(field.getKey()) instanceof ObjectNode outer) {
                overlay(outer, inner);
            } else if (!field.getValue().isNull()) {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void addComponent(ObjectNode person, JsonNode component) {
        String account = component.path(ACCOUNT).path(SourceKey.WRITTEN).textValue();
        boolean isKnown = account == null ? hasComponent(person, component) : hasAccount(person, account);
        if (!isKnown) {
            components(person).add(component);
        }
    }

    private static void addAccount(ObjectNode person, SourceKey key, String account) {
        if (!hasAccount(person, account)) {
            ObjectNode component = components(person).addObject();
            component.putObject("sourcePersonKey").put(SourceKey.WRITTEN, key.sourceKey());
            component.putObject(ACCOUNT).put(SourceKey.WRITTEN, account);
        }
    }

    private static boolean hasComponent(ObjectNode person, JsonNode component) {
        for (JsonNode known : person.path(COMPONENTS)) {
            if (known.equals(component)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAccount(ObjectNode person, String account) {
        for (JsonNode component : person.path(COMPONENTS)) {
            if (account.equals(component.path(ACCOUNT).path(SourceKey.WRITTEN).textValue())) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode components(ObjectNode person) {
        return person.get(COMPONENTS) instanceof ArrayNode known ? known : person.putArray(COMPONENTS);
    }
}

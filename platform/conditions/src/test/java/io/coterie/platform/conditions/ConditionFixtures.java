package io.coterie.platform.conditions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** New values for tests. Conditions are written with single quotes. */
final class ConditionFixtures {

    static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    static final JsonMapper JSON = new JsonMapper();
    static final FieldCatalogue FIELDS = FieldCatalogue.standard()
            .with(RecordKind.ACCOUNT, "_acme.tags", FieldType.STRING_LIST, "Tags")
            .with(RecordKind.ACCOUNT, "_acme.founded", FieldType.DATE, "Founded")
            .with(RecordKind.ACCOUNT, "_acme.isPublic", FieldType.BOOLEAN, "Is public");

    private ConditionFixtures() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CompiledCondition compile(ConditionRoot root, String tree) {
        return ConditionCompiler.compile(json(tree), FIELDS, root);
    }

    static CompiledCondition audience(String tree) {
        return compile(ConditionRoot.ACCOUNT_AUDIENCE, tree);
    }

    static CompiledCondition split(String tree) {
        return compile(ConditionRoot.JOURNEY_SPLIT, tree);
    }

    static CompiledCondition role(String tree) {
        return compile(ConditionRoot.PERSON, tree);
    }

    static CompiledCondition withEvents(ConditionRoot root, String tree) {
        return ConditionCompiler.compile(json(tree), FIELDS, root, Set.of(ConditionScope.EVENTS));
    }

    static List<ConditionFault> faults(ConditionRoot root, String tree) {
        try {
            return List.of(
                    new ConditionFault("compiled", null, compile(root, tree).inWords()));
        } catch (InvalidCondition invalid) {
            return invalid.faults();
        }
    }

    static Map<String, Object> document(String json) {
        return XdmDocument.parse(json.replace('\'', '"'));
    }

    static AccountFacts account(String document, PersonFacts... people) {
        return new AccountFacts("1@crm.Test", document(document), List.of(people), NOW);
    }

    static AccountFacts accountWith(GroupFacts... groups) {
        return new AccountFacts("1@crm.Test", Map.of(), List.of(), List.of(groups), Set.of(), NOW);
    }

    static PersonFacts person(String key, String document) {
        return new PersonFacts(key, document(document), List.of(), NOW);
    }

    static PersonFacts titled(String key, String title) {
        return person(key, "{'extendedWorkDetails': {'jobTitle': '" + title + "'}}");
    }

    static GroupFacts group(String interest, String stage, double completeness, Map<String, Integer> roleMembers) {
        return new GroupFacts("id-of-" + interest, interest, stage, null, completeness, null, roleMembers, NOW);
    }
}

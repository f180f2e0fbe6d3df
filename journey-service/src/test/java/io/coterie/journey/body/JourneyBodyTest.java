package io.coterie.journey.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.journey.definition.DefinitionReader;
import io.coterie.journey.definition.Finding;
import io.coterie.platform.conditions.ConditionScope;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The described form of a body is the one that is read: every field of it, and no other. */
class JourneyBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each part of a body whose type or kind says what it holds, with where it stands. */
    static Stream<Part> parts() {
        return Stream.of(
                        nested(NodeBody.class).map(type -> new Part(type, JourneyBodyTest::node)),
                        nested(ActionBody.class).map(type -> new Part(type, JourneyBodyTest::ofAction)),
                        nested(EventBody.class).map(type -> new Part(type, JourneyBodyTest::ofListen)))
                .flatMap(parts -> parts);
    }

    private static Stream<Class<?>> nested(Class<?> form) {
        return Arrays.stream(form.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartWithAllItsFieldsIsUnderstood(Part part) {
        assertThat(findings(part.in(whole(part.type()))))
                .extracting(Finding::code)
                .doesNotContain(
                        Finding.Code.UNKNOWN_FIELD,
                        Finding.Code.MISSING_FIELD,
                        Finding.Code.UNKNOWN_ACTION,
                        Finding.Code.UNKNOWN_EVENT,
                        Finding.Code.UNKNOWN_NODE_TYPE);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartWithoutAFieldIsRefusedIfTheFieldIsAlwaysThere(Part part) {
        for (RecordComponent field : part.type().getRecordComponents()) {
            ObjectNode without = whole(part.type());
            without.remove(field.getName());

            assertThat(findings(part.in(without)).stream()
                            .anyMatch(finding -> finding.code() == Finding.Code.MISSING_FIELD))
                    .as("%s without %s", part, field.getName())
                    .isEqualTo(!isOptional(field));
        }
    }

    @Test
    void everyScopeOfAConditionIsDescribed() {
        List<String> keys = Arrays.stream(ConditionBody.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();

        assertThat(keys)
                .containsAll(Arrays.stream(ConditionScope.values())
                        .map(ConditionScope::key)
                        .toList())
                .hasSize(ConditionScope.values().length + 3);
    }

    /** @param place makes a journey's nodes of the part */
    record Part(Class<?> type, java.util.function.Function<ObjectNode, String> place) {

        JsonNode in(ObjectNode part) {
            return json("{'name':'n','nodes':[" + place.apply(part) + "]}");
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    private static String node(ObjectNode node) {
        return node.toString();
    }

    private static String ofAction(ObjectNode action) {
        return "{'id':'a','type':'action','next':'b','action':" + action + "}";
    }

    private static String ofListen(ObjectNode event) {
        return "{'id':'a','type':'listen','next':'b','event':" + event + "}";
    }

    private static List<Finding> findings(JsonNode body) {
        return DefinitionReader.read(body).findings();
    }

    private static ObjectNode whole(Class<?> type) {
        ObjectNode whole = JSON.createObjectNode();
        for (RecordComponent field : type.getRecordComponents()) {
            whole.set(field.getName(), value(field));
        }
        return whole;
    }

    private static JsonNode value(RecordComponent field) {
        Schema schema = field.getAnnotation(Schema.class);
        if (schema == null) {
            schema = field.getAccessor().getAnnotation(Schema.class);
        }
        if (schema != null && schema.enumeration().length > 0) {
            return JSON.getNodeFactory().textNode(schema.enumeration()[0]);
        }
        return switch (field.getName()) {
            case "duration" -> JSON.getNodeFactory().textNode("P1D");
            case "oncePerRunAndPerson" -> JSON.getNodeFactory().booleanNode(true);
            case "paths" -> json("[{'label':'l','condition':{},'next':'b'}]");
            case "otherAccounts" -> json("{'label':'l','next':'b'}");
            case "timeout" -> json("{'duration':'P1D','next':'b'}");
            case "event" -> json("{'type':'qualified','solutionInterest':'i'}");
            case "action" -> json("{'kind':'send-email','email':'e'}");
            case "recipients" -> json("['a@b.example']");
            case "people", "where" -> json("{}");
            default -> JSON.getNodeFactory().textNode("a");
        };
    }

    private static boolean isOptional(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}

package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles what stands inside a scope: a field test or an expression. */
final class TestCompiler {

    static final String SPAN = "expected a span such as \"P30D\", \"P3M\" or \"PT12H\", at most 200 years";

    private static final String FIELD = "field";
    private static final String OPERATOR = "operator";
    private static final String VALUE = "value";
    private static final String EXPRESSION = "expression";

    private final FieldCatalogue fields;
    private final Faults faults;
    private final boolean keepBroken;

    /** @param keepBroken a test that does not compile is kept as one that does not match, instead of being a fault */
    TestCompiler(FieldCatalogue fields, Faults faults, boolean keepBroken) {
        this.fields = fields;
        this.faults = faults;
        this.keepBroken = keepBroken;
    }

    Optional<Node> test(JsonNode json, String pointer, RecordKind kind) {
        if (!keepBroken) {
            return strict(json, pointer, kind);
        }
        Faults found = new Faults();
        Optional<Node> node = new TestCompiler(fields, found, false).strict(json, pointer, kind);
        return found.count() == 0
                ? node
                : Optional.of(new BrokenTest(
                        pointer, kind.scope(), found.all().getFirst().detail()));
    }

    private Optional<Node> strict(JsonNode json, String pointer, RecordKind kind) {
        if (!json.isObject()) {
            faults.add(pointer, "expected an object with field, operator and value, or with expression");
            return Optional.empty();
        }
        return json.has(EXPRESSION) ? expression(json, pointer, kind) : fieldTest(json, pointer, kind);
    }

    static void refuseUnknownKeys(JsonNode json, String pointer, Set<String> known, Faults faults) {
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!known.contains(entry.getKey())) {
                faults.add(
                        pointer + "/" + escaped(entry.getKey()), "unknown key" + Suggestion.of(entry.getKey(), known));
            }
        }
    }

    private Optional<Node> expression(JsonNode json, String pointer, RecordKind kind) {
        refuseUnknownKeys(json, pointer, Set.of(EXPRESSION), faults);
        String at = pointer + "/" + EXPRESSION;
        JsonNode text = json.get(EXPRESSION);
        if (!text.isTextual() || text.textValue().isBlank()) {
            faults.add(at, "expected an expression");
            return Optional.empty();
        }
        if (text.textValue().length() > ConditionLimits.EXPRESSION_LENGTH) {
            faults.add(at, "an expression has at most " + ConditionLimits.EXPRESSION_LENGTH + " characters");
            return Optional.empty();
        }
        return fields.environment(kind)
                .compile(text.textValue(), faults, at)
                .map(expression -> new ExpressionTest(pointer, kind, expression));
    }

    private Optional<Node> fieldTest(JsonNode json, String pointer, RecordKind kind) {
        refuseUnknownKeys(json, pointer, Set.of(FIELD, OPERATOR, VALUE, EXPRESSION), faults);
        Optional<FieldDefinition> field = field(json.path(FIELD), pointer + "/" + FIELD, kind);
        Optional<Operator> operator = operator(json.path(OPERATOR), pointer + "/" + OPERATOR, field);
        if (field.isEmpty() || operator.isEmpty()) {
            return Optional.empty();
        }
        ValuesReader reader = new ValuesReader(json.path(VALUE), pointer + "/" + VALUE, faults);
        return reader.test(field.get(), operator.get())
                .map(test ->
                        new FieldTest(pointer, new FieldReader(field.get()), operator.get(), reader.asWritten(), test));
    }

    private Optional<FieldDefinition> field(JsonNode json, String pointer, RecordKind kind) {
        if (!json.isTextual()) {
            faults.add(pointer, "expected the path of a field");
            return Optional.empty();
        }
        Optional<FieldDefinition> field = fields.find(kind, json.textValue());
        if (field.isEmpty()) {
            List<String> known =
                    fields.fields(kind).stream().map(FieldDefinition::path).toList();
            faults.add(
                    pointer,
                    "unknown field '" + shortened(json.textValue()) + "' of the " + kind.scope()
                            + Suggestion.of(json.textValue(), known));
        }
        return field;
    }

    private Optional<Operator> operator(JsonNode json, String pointer, Optional<FieldDefinition> field) {
        String name = json.isTextual() ? json.textValue() : "";
        Optional<Operator> operator = Stream.of(Operator.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
        boolean fits = operator.isPresent()
                && (field.isEmpty() || operator.get().appliesTo(field.get().type()));
        if (!fits) {
            faults.add(pointer, refusal(name, operator.isPresent(), field));
            return Optional.empty();
        }
        return operator;
    }

    private static String refusal(String name, boolean known, Optional<FieldDefinition> field) {
        List<Operator> offered = field.map(FieldDefinition::operators).orElseGet(() -> List.of(Operator.values()));
        List<String> names = offered.stream().map(Operator::name).toList();
        String start = known
                ? "operator " + name + " does not apply to this field"
                : name.isEmpty() ? "expected an operator" : "unknown operator '" + shortened(name) + "'";
        String of = field.map(definition -> "; a field of type " + definition.type() + " takes ")
                .orElse("; expected one of ");
        return start + of + String.join(", ", names);
    }

    static String shortened(String text) {
        int most = 100;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** A key as part of a JSON pointer. */
    static String escaped(String key) {
        return shortened(key).replace("~", "~0").replace("/", "~1");
    }
}

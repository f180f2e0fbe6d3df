package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random fields, operators, values and documents: mostly sensible, so that matches happen, and partly absurd. */
final class Generators {

    /** Few letters, and those with an unusual case, so that texts contain one another. */
    private static final String LETTERS = "aaaAAbéÉßıIİiΣς\"\\\n ";

    private Generators() {}

    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "A", "ab", "AB", "bab", "É", "é", "ß", "ẞ", "ς", "Σ", "ı", "😀a", "ǅ", "ǆ"),
                Arbitraries.strings()
                        .withChars(LETTERS)
                        .ofMinLength(1)
                        .ofMaxLength(3)
                        .filter(text -> !text.isBlank()));
    }

    static Arbitrary<String> moments() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 28).map(day -> "2026-03-%02d".formatted(day)),
                Arbitraries.integers()
                        .between(0, 23)
                        .map(hour -> "2026-03-0%dT%02d:00:00Z".formatted(1 + hour % 9, hour)),
                Arbitraries.of(
                        "2026-04-02",
                        "2026-03-05T00:00:00.000+02:00",
                        "2026-03-05T23:59:59.999999999Z",
                        "2026-03-05T10:00:00"));
    }

    static Arbitrary<String> spans() {
        return Arbitraries.of("P1D", "P30D", "P2W", "P3M", "P1Y", "PT12H", "PT90M");
    }

    /** Operators first, so that each is tried as often as any other. */
    static Arbitrary<Map<String, Object>> fieldTests(RecordKind kind) {
        List<FieldDefinition> fields = List.copyOf(ConditionFixtures.FIELDS.fields(kind));
        List<Operator> operators = fields.stream()
                .flatMap(field -> field.operators().stream())
                .distinct()
                .toList();
        return Arbitraries.of(operators)
                .flatMap(operator -> Arbitraries.of(fields.stream()
                                .filter(field -> operator.appliesTo(field.type()))
                                .toList())
                        .flatMap(field -> values(field.type(), operator).map(value -> test(field, operator, value))));
    }

    /** Documents of the kind's fields: typed values, missing ones, and values of the wrong type. */
    static Arbitrary<Map<String, Object>> documents(RecordKind kind) {
        return Arbitraries.of(ConditionFixtures.FIELDS.fields(kind))
                .flatMap(field -> Arbitraries.frequencyOf(Tuple.of(6, typed(field.type())), Tuple.of(1, anything()))
                        .map(value -> Map.entry(field.path(), value)))
                .list()
                .ofMaxSize(30)
                .map(Generators::document);
    }

    /** A document with a value for one field, so that tests of it are not starved. */
    static Arbitrary<Map<String, Object>> documentsOf(FieldDefinition field) {
        return Arbitraries.frequencyOf(Tuple.of(8, typed(field.type())), Tuple.of(2, anything()))
                .map(value -> document(List.of(Map.entry(field.path(), value))));
    }

    static Arbitrary<Object> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(text -> text),
                Arbitraries.of("", " ", "n", "2026-02-30", "P", -0.0, 0, 1L, 1.5, Double.MAX_VALUE, Long.MIN_VALUE),
                Arbitraries.of(true, false),
                Arbitraries.of(List.of(), List.of(1, "a", true), Map.of(), Map.of("a", Map.of("b", 1))),
                Arbitraries.bigIntegers().map(number -> number),
                Arbitraries.bigDecimals().map(number -> number),
                texts().list().ofMaxSize(3).map(list -> list));
    }

    static Arbitrary<Object> typed(FieldType type) {
        return switch (type) {
            case STRING -> texts().map(text -> text);
            case STRING_LIST -> texts().list().ofMaxSize(3).map(list -> list);
            case NUMBER ->
                Arbitraries.oneOf(
                        Arbitraries.of(-1.5, -0.0, 0.0, 0.1, 1.0, 2.5, 1e10).map(number -> number),
                        Arbitraries.integers().between(-3, 3).map(number -> number));
            case INTEGER ->
                Arbitraries.oneOf(
                        Arbitraries.integers().between(-3, 3).map(number -> number),
                        Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 3_000_000_000L)
                                .map(number -> number),
                        Arbitraries.of(1.0, 2.0).map(number -> number));
            case BOOLEAN -> Arbitraries.of(true, false).map(flag -> flag);
            case DATE -> moments().map(moment -> moment);
        };
    }

    private static Arbitrary<Object> values(FieldType type, Operator operator) {
        return switch (operator.arity()) {
            case NONE -> Arbitraries.just(List.of()).map(none -> none);
            case ONE -> expected(type);
            case SEVERAL ->
                Arbitraries.oneOf(
                        expected(type),
                        expected(type).list().ofMinSize(1).ofMaxSize(4).map(list -> list));
            case PAIR -> pairs(type);
            case PERIOD -> spans().map(span -> span);
        };
    }

    private static Arbitrary<Object> expected(FieldType type) {
        return switch (type) {
            case STRING_LIST -> texts().map(text -> text);
            case INTEGER ->
                Arbitraries.of(-3, -1, 0, 1, 2, 3, Long.MAX_VALUE, Long.MIN_VALUE)
                        .map(number -> number);
            default -> typed(type);
        };
    }

    private static Arbitrary<Object> pairs(FieldType type) {
        return Combinators.combine(expected(type), expected(type)).as((a, b) -> {
            boolean inOrder = type == FieldType.DATE ? !start(a).isAfter(start(b)) : number(a) <= number(b);
            return inOrder ? List.of(a, b) : List.of(b, a);
        });
    }

    private static Instant start(Object moment) {
        return FieldValues.instant(moment.toString());
    }

    private static double number(Object number) {
        return ((Number) number).doubleValue();
    }

    private static Map<String, Object> test(FieldDefinition field, Operator operator, Object value) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("field", field.path());
        test.put("operator", operator.name());
        if (operator.arity() != Operator.Arity.NONE) {
            test.put("value", value);
        }
        return test;
    }

    private static Map<String, Object> document(List<? extends Map.Entry<String, ?>> values) {
        Map<String, Object> document = new HashMap<>();
        values.forEach(
                entry -> put(document, new ArrayList<>(List.of(entry.getKey().split("\\."))), entry.getValue()));
        return document;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> document, List<String> path, Object value) {
        Map<String, Object> parent = document;
        for (String step : path.subList(0, path.size() - 1)) {
            Object child = parent.get(step);
            if (!(child instanceof HashMap)) {
                child = new HashMap<String, Object>();
                parent.put(step, child);
            }
            parent = (Map<String, Object>) child;
        }
        parent.put(path.getLast(), value);
    }
}

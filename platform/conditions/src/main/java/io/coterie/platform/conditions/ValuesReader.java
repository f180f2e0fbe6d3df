package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the values of a field test in the field's type and makes the test of them. */
final class ValuesReader {

    private final JsonNode value;
    private final String pointer;
    private final Faults faults;
    private final List<Object> asWritten = new ArrayList<>();

    ValuesReader(JsonNode value, String pointer, Faults faults) {
        this.value = value;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** The values as the author wrote them; complete once {@link #test} was called. */
    List<Object> asWritten() {
        return List.copyOf(asWritten);
    }

    Optional<ValueTest> test(FieldDefinition field, Operator operator) {
        if (operator.arity() == Operator.Arity.NONE) {
            return withoutValue(field, operator);
        }
        return switch (field.type()) {
            case STRING -> text(operator).map(test -> test);
            case STRING_LIST -> text(operator).map(TextListTest::new);
            case NUMBER -> ranges(Double.class, operator, this::number).map(test -> test);
            case INTEGER -> ranges(Long.class, operator, this::integer).map(test -> test);
            case DATE -> dates(operator);
            case BOOLEAN -> Optional.empty();
        };
    }

    private Optional<ValueTest> withoutValue(FieldDefinition field, Operator operator) {
        if (!value.isMissingNode()) {
            return refused(pointer, "operator " + operator + " takes no value");
        }
        boolean list = field.type() == FieldType.STRING_LIST;
        return Optional.of(
                switch (operator) {
                    case IS_EMPTY -> new EmptinessTest(true, list);
                    case IS_NOT_EMPTY -> new EmptinessTest(false, list);
                    case TRUE -> new FlagTest(true);
                    case FALSE -> new FlagTest(false);
                    default -> new AnyValueTest();
                });
    }

    private Optional<TextTest> text(Operator operator) {
        return values(operator, this::string).map(values -> TextTest.of(operator, values));
    }

    private <T extends Comparable<? super T>> Optional<RangeTest<T>> ranges(
            Class<T> type, Operator operator, Element<T> element) {
        return values(operator, element)
                .flatMap(values -> inOrder(operator, values))
                .map(values -> new RangeTest<>(type, ranges(operator, values), operator.isNegative()));
    }

    private static <T extends Comparable<? super T>> List<Range<T>> ranges(Operator operator, List<T> values) {
        T first = values.getFirst();
        return switch (operator) {
            case GREATER_THAN, AFTER -> List.of(Range.above(first));
            case LESS_THAN, BEFORE -> List.of(Range.below(first));
            case AT_LEAST -> List.of(Range.from(first));
            case AT_MOST -> List.of(Range.upTo(first));
            case BETWEEN -> List.of(Range.closed(first, values.getLast()));
            default -> values.stream().map(Range::only).toList();
        };
    }

    private Optional<ValueTest> dates(Operator operator) {
        if (operator.arity() == Operator.Arity.PERIOD) {
            return span().map(span -> new PastTest(span, operator == Operator.IN_PAST_BEFORE));
        }
        return values(operator, this::moment)
                .flatMap(moments -> inOrder(operator, moments))
                .map(moments -> new RangeTest<>(Instant.class, dateRanges(operator, moments), false));
    }

    /** A date without a time stands for its whole day in UTC. */
    private static List<Range<Instant>> dateRanges(Operator operator, List<Moment> moments) {
        Moment first = moments.getFirst();
        return switch (operator) {
            case BEFORE -> List.of(Range.below(first.start()));
            case AFTER -> List.of(first.isDay() ? Range.from(first.end()) : Range.above(first.start()));
            case BETWEEN -> List.of(first.to(moments.getLast()));
            default -> moments.stream().map(moment -> moment.to(moment)).toList();
        };
    }

    /**
     * @param end the next day's start for a day, otherwise the same as the start
     */
    private record Moment(Instant start, Instant end) implements Comparable<Moment> {

        boolean isDay() {
            return !start.equals(end);
        }

        Range<Instant> to(Moment last) {
            return new Range<>(start, true, last.end(), !last.isDay());
        }

        @Override
        public int compareTo(Moment other) {
            return start.compareTo(other.start);
        }
    }

    private interface Element<T> {
        Optional<T> read(JsonNode json, String at);
    }

    private <T> Optional<List<T>> values(Operator operator, Element<T> element) {
        return switch (operator.arity()) {
            case ONE ->
                value.isArray()
                        ? refused(pointer, "operator " + operator + " takes one value")
                        : read(List.of(value), element, at -> pointer);
            case PAIR ->
                value.isArray() && value.size() == 2
                        ? read(elements(), element, at -> pointer + "/" + at)
                        : refused(pointer, "operator " + operator + " takes a list of two values");
            default -> value.isArray() ? several(element) : read(List.of(value), element, at -> pointer);
        };
    }

    private <T> Optional<List<T>> several(Element<T> element) {
        if (value.isEmpty() || value.size() > ConditionLimits.VALUES) {
            return refused(pointer, "expected 1 to " + ConditionLimits.VALUES + " values");
        }
        return read(elements(), element, at -> pointer + "/" + at);
    }

    private List<JsonNode> elements() {
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    private <T> Optional<List<T>> read(List<JsonNode> elements, Element<T> element, Function<Integer, String> at) {
        faults.countValues(pointer, elements.size());
        List<T> read = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            element.read(elements.get(i), at.apply(i)).ifPresent(read::add);
            keep(elements.get(i));
        }
        return read.size() == elements.size() ? Optional.of(read) : Optional.empty();
    }

    private void keep(JsonNode json) {
        if (json.isNumber()) {
            asWritten.add(json.numberValue());
        } else if (json.isTextual()) {
            asWritten.add(json.textValue());
        }
    }

    private Optional<String> string(JsonNode json, String at) {
        if (!json.isTextual() || json.textValue().isBlank()) {
            return refused(at, "expected a text; for no text use IS_EMPTY");
        }
        return json.textValue().length() <= ConditionLimits.VALUE_LENGTH
                ? Optional.of(json.textValue())
                : refused(at, "a value has at most " + ConditionLimits.VALUE_LENGTH + " characters");
    }

    private Optional<Double> number(JsonNode json, String at) {
        Double number = json.isNumber() ? FieldValues.number(json.numberValue()) : null;
        return number == null ? refused(at, "expected a number") : Optional.of(number);
    }

    private Optional<Long> integer(JsonNode json, String at) {
        Long integer = json.isNumber() ? FieldValues.integer(json.numberValue()) : null;
        return integer == null ? refused(at, "expected a whole number") : Optional.of(integer);
    }

    private Optional<Moment> moment(JsonNode json, String at) {
        String text = json.isTextual() ? json.textValue() : "";
        LocalDate day = FieldValues.date(text);
        if (day != null && day.getYear() >= 1 && day.getYear() < 9999) {
            return Optional.of(new Moment(
                    day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        }
        Instant instant = FieldValues.instant(text);
        return instant == null
                ? refused(at, "expected a date such as \"2026-01-31\" or \"2026-01-31T12:00:00Z\"")
                : Optional.of(new Moment(instant, instant));
    }

    private Optional<LookBack> span() {
        Optional<LookBack> span = value.isTextual() ? LookBack.parse(value.textValue()) : Optional.empty();
        if (span.isEmpty()) {
            return refused(pointer, TestCompiler.SPAN);
        }
        faults.countValues(pointer, 1);
        keep(value);
        return span;
    }

    private <T extends Comparable<? super T>> Optional<List<T>> inOrder(Operator operator, List<T> values) {
        boolean reversed = operator == Operator.BETWEEN && values.getFirst().compareTo(values.getLast()) > 0;
        return reversed ? refused(pointer, "the first value must not be above the second") : Optional.of(values);
    }

    private <T> Optional<T> refused(String at, String message) {
        faults.add(at, message);
        return Optional.empty();
    }
}

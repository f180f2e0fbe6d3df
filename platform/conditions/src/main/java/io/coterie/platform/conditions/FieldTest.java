package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field, an operator and its values.
 *
 * @param expected as written, for explanations
 */
record FieldTest(String pointer, FieldReader reader, Operator operator, List<Object> expected, ValueTest test)
        implements Node {

    @Override
    public String kind() {
        return reader.field().kind().scope();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return test.matches(reader.read(facts), now);
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        Object value = reader.read(facts);
        return new Explanation(
                kind(),
                pointer,
                test.matches(value, now),
                words(),
                reader.field().path(),
                operator.name(),
                shown(),
                Shown.value(reader.raw(facts)),
                value == null,
                null,
                null,
                List.of());
    }

    @Override
    public String words() {
        String subject = reader.field().label() + " " + operator.words();
        return switch (operator.arity()) {
            case NONE -> subject;
            case ONE, SEVERAL -> subject + " " + Words.either(expected);
            case PAIR -> subject + " " + expected.getFirst() + " and " + expected.getLast();
            case PERIOD -> subject + " " + period();
        };
    }

    @Override
    public void collect(ReadsCollector reads) {
        reads.field(reader.field());
        if (test instanceof PastTest) {
            reads.time();
        }
    }

    @Override
    public Optional<String> expression() {
        return Optional.of(test.expression(reader.field().expression()));
    }

    @Override
    public Optional<Set<String>> interests() {
        if (!reader.field().path().equals("solutionInterest") || operator != Operator.IS) {
            return Optional.empty();
        }
        Set<String> interests = new LinkedHashSet<>();
        expected.forEach(value -> interests.add(value.toString()));
        return Optional.of(interests);
    }

    private @Nullable Object shown() {
        return switch (expected.size()) {
            case 0 -> null;
            case 1 -> expected.getFirst();
            default -> expected;
        };
    }

    private String period() {
        return test instanceof PastTest past ? past.span().words() : "";
    }
}

package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CEL expression over the fields of one record. */
record ExpressionTest(String pointer, RecordKind record, CelExpression cel) implements Node {

    @Override
    public String kind() {
        return record.scope();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return cel.matches(facts, now);
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        Map<String, Object> actual = new LinkedHashMap<>();
        boolean missing = false;
        for (FieldReader reader : cel.readers()) {
            Object shown = Shown.value(reader.raw(facts));
            if (shown != null) {
                actual.put(reader.field().path(), shown);
            }
            missing |= reader.read(facts) == null;
        }
        return new Explanation(
                kind(),
                pointer,
                matches(facts, now),
                words(),
                null,
                null,
                cel.text(),
                actual,
                missing,
                null,
                cel.problem(facts, now).orElse(null),
                List.of());
    }

    @Override
    public String words() {
        return cel.text();
    }

    @Override
    public void collect(ReadsCollector reads) {
        cel.readers().forEach(reader -> reads.field(reader.field()));
        if (cel.readsTime()) {
            reads.time();
        }
    }

    @Override
    public Optional<String> expression() {
        return Optional.of(cel.text());
    }
}

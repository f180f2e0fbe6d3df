package io.coterie.platform.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A compiled expression. Whatever has no result, because of a missing value or an error such as an overflow, is no match. */
final class CelExpression {

    private final String text;
    private final CelRuntime.Program program;
    private final CelShape shape;
    private final FieldReader[] needed;

    CelExpression(String text, CelRuntime.Program program, CelShape shape) {
        this.text = text;
        this.program = program;
        this.shape = shape;
        this.needed = shape.isStrict() ? shape.values().values().toArray(FieldReader[]::new) : new FieldReader[0];
    }

    String text() {
        return text;
    }

    /** The fields it reads. */
    List<FieldReader> readers() {
        return shape.readers();
    }

    boolean readsTime() {
        return shape.readsNow();
    }

    boolean matches(Facts facts, Instant now) {
        for (FieldReader reader : needed) {
            if (reader.read(facts) == null) {
                return false;
            }
        }
        try {
            return Boolean.TRUE.equals(program.eval(variables(facts, now)));
        } catch (CelEvaluationException | RuntimeException noResult) {
            // Kept out of the way of the other conditions; explain() computes the reason again.
            return false;
        }
    }

    /** Why there was no result although every field has a value; empty when there was one, or when a field is missing. */
    Optional<String> problem(Facts facts, Instant now) {
        if (readers().stream().anyMatch(reader -> reader.read(facts) == null)) {
            return Optional.empty();
        }
        try {
            Object result = program.eval(variables(facts, now));
            return result instanceof Boolean ? Optional.empty() : Optional.of("the expression has no result");
        } catch (CelEvaluationException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private CelVariableResolver variables(Facts facts, Instant now) {
        return name -> {
            FieldReader reader = shape.values().get(name);
            if (reader != null) {
                return Optional.ofNullable(reader.read(facts));
            }
            FieldReader asked = shape.presences().get(name);
            if (asked != null) {
                return Optional.of(asked.read(facts) != null);
            }
            return name.equals(CelEnvironment.NOW) ? Optional.of(now) : Optional.empty();
        };
    }
}

package io.coterie.platform.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An expression taken apart at its {@code ||}, {@code &&} and {@code !}, so that CEL is asked only where all values are there. Asked for a
 * missing one it throws, which costs more than twenty answers.
 */
sealed interface CelLogic {

    Truth evaluate(Facts facts, Instant now);

    /** Why a part has no result although all its values are there; empty when every part has one. */
    Optional<String> problem(Facts facts, Instant now);

    record Or(CelLogic left, CelLogic right) implements CelLogic {

        @Override
        public Truth evaluate(Facts facts, Instant now) {
            Truth first = left.evaluate(facts, now);
            if (first == Truth.TRUE) {
                return first;
            }
            Truth second = right.evaluate(facts, now);
            return second == Truth.FALSE ? first : second;
        }

        @Override
        public Optional<String> problem(Facts facts, Instant now) {
            return left.problem(facts, now).or(() -> right.problem(facts, now));
        }
    }

    record And(CelLogic left, CelLogic right) implements CelLogic {

        @Override
        public Truth evaluate(Facts facts, Instant now) {
            Truth first = left.evaluate(facts, now);
            if (first == Truth.FALSE) {
                return first;
            }
            Truth second = right.evaluate(facts, now);
            return second == Truth.TRUE ? first : second;
        }

        @Override
        public Optional<String> problem(Facts facts, Instant now) {
            return left.problem(facts, now).or(() -> right.problem(facts, now));
        }
    }

    record Not(CelLogic inner) implements CelLogic {

        @Override
        public Truth evaluate(Facts facts, Instant now) {
            return inner.evaluate(facts, now).not();
        }

        @Override
        public Optional<String> problem(Facts facts, Instant now) {
            return inner.problem(facts, now);
        }
    }

    /** {@code has} of a field. */
    record Presence(FieldReader field) implements CelLogic {

        @Override
        public Truth evaluate(Facts facts, Instant now) {
            return Truth.of(field.read(facts) != null);
        }

        @Override
        public Optional<String> problem(Facts facts, Instant now) {
            return Optional.empty();
        }
    }

    /**
     * What CEL computes.
     *
     * @param needed the fields without which there is no result
     */
    record Computed(CelRuntime.Program program, CelVariables variables, List<FieldReader> needed) implements CelLogic {

        @Override
        public Truth evaluate(Facts facts, Instant now) {
            if (lacksValue(facts)) {
                return Truth.UNKNOWN;
            }
            try {
                return program.eval(variables.over(facts, now)) instanceof Boolean answer
                        ? Truth.of(answer)
                        : Truth.UNKNOWN;
            } catch (CelEvaluationException | RuntimeException noResult) {
                // An overflow, say. Evaluation never throws; problem() computes the reason for who asks.
                return Truth.UNKNOWN;
            }
        }

        @Override
        public Optional<String> problem(Facts facts, Instant now) {
            if (variables.values().values().stream().anyMatch(field -> field.read(facts) == null)) {
                return Optional.empty();
            }
            try {
                return program.eval(variables.over(facts, now)) instanceof Boolean
                        ? Optional.empty()
                        : Optional.of("the expression has no result");
            } catch (CelEvaluationException | RuntimeException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private boolean lacksValue(Facts facts) {
            for (FieldReader field : needed) {
                if (field.read(facts) == null) {
                    return true;
                }
            }
            return false;
        }
    }
}

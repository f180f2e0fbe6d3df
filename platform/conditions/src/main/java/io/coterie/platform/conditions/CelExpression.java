package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A compiled expression. Whatever has no result, because of a missing value or an error such as an overflow, is no match. */
record CelExpression(String text, CelLogic logic, CelVariables variables) {

    boolean matches(Facts facts, Instant now) {
        return logic.evaluate(facts, now) == Truth.TRUE;
    }

    /** Why a part had no result although all its values are there. */
    Optional<String> problem(Facts facts, Instant now) {
        return logic.problem(facts, now);
    }

    /** The fields it reads. */
    Set<FieldReader> readers() {
        Set<FieldReader> readers = new LinkedHashSet<>(variables.values().values());
        readers.addAll(variables.presences().values());
        return readers;
    }

    boolean readsTime() {
        return variables.now();
    }
}

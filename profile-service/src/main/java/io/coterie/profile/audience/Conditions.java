package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.InvalidCondition;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Conditions of audiences, compiled once for each version of an audience. */
@ApplicationScoped
class Conditions {

    private static final String POINTER = "/condition";

    private final Map<UUID, Known> compiled = new ConcurrentHashMap<>();

    /** Compiles a condition; refuses one that cannot work, with every place and column. */
    static CompiledCondition require(JsonNode condition) {
        try {
            return compile(condition);
        } catch (InvalidCondition invalid) {
            throw new ProblemException(
                    GenericError.INVALID_DEFINITION,
                    "Expected a condition over an account and its people.",
                    invalid.faults().stream()
                            .map(fault -> fault.under(POINTER))
                            .map(fault -> new Violation(fault.pointer(), fault.detail(), fault.column()))
                            .toList());
        }
    }

    /** The condition of an audience that was valid when it was saved. */
    CompiledCondition of(UUID audience, String condition) {
        Known known = compiled.get(audience);
        if (known == null || !known.text.equals(condition)) {
            known = new Known(condition, compile(ContractJson.readTree(condition.getBytes(StandardCharsets.UTF_8))));
            compiled.put(audience, known);
        }
        return known.condition;
    }

    private static CompiledCondition compile(JsonNode condition) {
        return ConditionCompiler.compile(condition, FieldCatalogue.standard(), ConditionRoot.ACCOUNT_AUDIENCE);
    }

    private record Known(String text, CompiledCondition condition) {}
}

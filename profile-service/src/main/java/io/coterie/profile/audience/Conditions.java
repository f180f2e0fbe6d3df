package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.InvalidCondition;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Conditions of audiences, compiled once for each version of an audience and of the sandbox's fields. */
@ApplicationScoped
class Conditions {

    /** How far back events are counted (AUD-05). */
    static final Duration LOOK_BACK = Duration.ofDays(30);

    /**
     * How many events of one type are read of one person, the newest ones. No condition asks for more, so that nobody's history
     * makes an evaluation long.
     */
    static final int MOST_EVENTS = 1_000;

    private static final String POINTER = "/condition";
    private static final String AT_LEAST = "atLeast";
    private static final Set<ConditionScope> MORE = Set.of(ConditionScope.EVENTS);

    private final Map<UUID, Known> compiled = new ConcurrentHashMap<>();

    /** Compiles a condition; refuses one that cannot work, with every place and column. */
    static CompiledCondition require(JsonNode condition, FieldCatalogue fields) {
        try {
            CompiledCondition valid =
                    ConditionCompiler.compile(condition, fields, ConditionRoot.ACCOUNT_AUDIENCE, MORE);
            refuse(valid.reads().events().stream()
                    .flatMap(read -> misfits(condition, read))
                    .toList());
            return valid;
        } catch (InvalidCondition invalid) {
            refuse(invalid.faults().stream()
                    .map(fault -> fault.under(POINTER))
                    .map(fault -> new Violation(fault.pointer(), fault.detail(), fault.column()))
                    .toList());
            throw new IllegalStateException("An invalid condition has faults", invalid);
        }
    }

    /** The condition of an audience that was valid when it was saved. */
    CompiledCondition of(UUID audience, String condition, FieldCatalogue fields) {
        Known known = compiled.get(audience);
        if (known == null || !known.text.equals(condition) || !known.fields.equals(fields)) {
            JsonNode tree = ContractJson.readTree(condition.getBytes(StandardCharsets.UTF_8));
            known = new Known(
                    condition,
                    fields,
                    ConditionCompiler.compileStored(tree, fields, ConditionRoot.ACCOUNT_AUDIENCE, MORE));
            compiled.put(audience, known);
        }
        return known.condition;
    }

    private static Stream<Violation> misfits(JsonNode condition, EventRead read) {
        List<Violation> misfits = new ArrayList<>();
        if (!Windows.isWithin(read, LOOK_BACK)) {
            misfits.add(new Violation(
                    POINTER + read.pointer() + "/within",
                    "Expected a span of at most 30 days, such as P30D (AUD-05)."));
        }
        if (condition.at(read.pointer()).path(AT_LEAST).asInt() > MOST_EVENTS) {
            misfits.add(new Violation(
                    POINTER + read.pointer() + "/" + AT_LEAST, "Expected at most " + MOST_EVENTS + " events."));
        }
        return misfits.stream();
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    GenericError.INVALID_DEFINITION,
                    "Expected a condition over an account, its people, what they did, and its opportunities.",
                    violations);
        }
    }

    /** The catalogue is compared by identity: there is one for each version of a sandbox's fields. */
    private record Known(String text, FieldCatalogue fields, CompiledCondition condition) {}
}

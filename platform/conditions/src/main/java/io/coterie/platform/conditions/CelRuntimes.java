package io.coterie.platform.conditions;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The two runtimes of CEL, each for the expressions it is faster at, with our functions. */
final class CelRuntimes {

    static final String FOLD = "fold";

    /** Compiled patterns are kept because CEL compiles them at every evaluation; bounded, because authors come and go. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private static final int PATTERNS_KEPT = 1_000;

    private final CelRuntime planner;
    private final CelRuntime interpreter;

    CelRuntimes(CelOptions options) {
        this.planner = withFunctions(CelRuntimeFactory.plannerRuntimeBuilder(), options);
        this.interpreter = withFunctions(CelRuntimeFactory.legacyCelRuntimeBuilder(), options);
    }

    static String overload(String function) {
        return function + "_overload";
    }

    /**
     * The planner is faster where no value can be missing. Where one can, it throws at the first, and the interpreter goes on
     * with an unknown; comprehensions are four times slower in the planner.
     */
    CelRuntime.Program program(CelAbstractSyntaxTree tree, CelShape shape) throws CelEvaluationException {
        return (shape.isStrict() && !shape.comprehends() ? planner : interpreter).createProgram(tree);
    }

    private CelRuntime withFunctions(CelRuntimeBuilder builder, CelOptions options) {
        return builder.setOptions(options)
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        FOLD, CelFunctionBinding.from(overload(FOLD), String.class, Fold::fold)))
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        CelMacros.MATCHES,
                        CelFunctionBinding.from(
                                overload(CelMacros.MATCHES), String.class, String.class, CelRuntimes::find)))
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        CelMacros.EARLIER,
                        CelFunctionBinding.from(
                                overload(CelMacros.EARLIER), Instant.class, String.class, CelRuntimes::earlier)))
                .build();
    }

    private static boolean find(String text, String pattern) {
        Pattern compiled = PATTERNS.get(pattern);
        if (compiled == null) {
            if (PATTERNS.size() >= PATTERNS_KEPT) {
                PATTERNS.clear();
            }
            compiled = PATTERNS.computeIfAbsent(pattern, Pattern::compile);
        }
        return text.length() <= ConditionLimits.TEXT_LENGTH
                && compiled.matcher(text).find();
    }

    private static Instant earlier(Instant instant, String span) {
        Optional<LookBack> lookBack = LookBack.parse(span);
        return lookBack.isPresent() ? lookBack.get().before(instant) : instant;
    }
}

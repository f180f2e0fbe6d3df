package io.coterie.platform.conditions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The calls whose arguments are checked before types are: {@code has} of a field, {@code matches} with a literal pattern, {@code earlier}
 * with a literal span. They become names with a dollar sign, which no author can write.
 */
final class CelMacros {

    static final String MATCHES = "$matches";
    static final String EARLIER = "$earlier";
    private static final String PRESENCE = "has$";

    private CelMacros() {}

    static List<CelMacro> all() {
        return List.of(
                CelMacro.newGlobalMacro("has", 1, (factory, _, arguments) -> presence(factory, arguments.getFirst())),
                CelMacro.newReceiverMacro(
                        "matches", 1, (factory, target, arguments) -> matches(factory, target, arguments.getFirst())),
                CelMacro.newGlobalMacro(
                        "matches",
                        2,
                        (factory, _, arguments) -> matches(factory, arguments.getFirst(), arguments.getLast())),
                CelMacro.newGlobalMacro(
                        "earlier",
                        2,
                        (factory, _, arguments) -> earlier(factory, arguments.getFirst(), arguments.getLast())));
    }

    /** The name of the variable that says whether the field has a value. */
    static String presence(String field) {
        return PRESENCE + field.replace('.', '$');
    }

    /** The field whose presence the variable says, if it is such a variable. */
    static Optional<String> fieldOfPresence(String variable) {
        return variable.startsWith(PRESENCE)
                ? Optional.of(variable.substring(PRESENCE.length()).replace('$', '.'))
                : Optional.empty();
    }

    private static Optional<CelExpr> presence(CelMacroExprFactory factory, CelExpr argument) {
        Deque<String> path = new ArrayDeque<>();
        CelExpr step = argument;
        while (step.exprKind().getKind() == ExprKind.Kind.SELECT) {
            path.push(step.select().field());
            step = step.select().operand();
        }
        if (path.isEmpty() || step.exprKind().getKind() != ExprKind.Kind.IDENT) {
            return refused(factory, argument, "has() takes a field");
        }
        path.push(step.ident().name());
        return Optional.of(factory.newIdentifier(presence(String.join(".", path))));
    }

    private static Optional<CelExpr> matches(CelMacroExprFactory factory, CelExpr text, CelExpr pattern) {
        Optional<String> literal = literal(pattern);
        if (literal.isEmpty()) {
            return refused(factory, pattern, "matches() takes its pattern as a literal");
        }
        return patternProblem(literal.get())
                .map(problem -> refused(factory, pattern, problem))
                .orElseGet(() -> Optional.of(factory.newGlobalCall(MATCHES, List.of(text, pattern))));
    }

    private static Optional<String> patternProblem(String pattern) {
        if (pattern.length() > ConditionLimits.PATTERN_LENGTH) {
            return Optional.of("a pattern has at most " + ConditionLimits.PATTERN_LENGTH + " characters");
        }
        try {
            return Pattern.compile(pattern).programSize() > ConditionLimits.PATTERN_SIZE
                    ? Optional.of("the pattern repeats too much")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("the pattern is not a regular expression of RE2: " + e.getMessage());
        }
    }

    private static Optional<CelExpr> earlier(CelMacroExprFactory factory, CelExpr instant, CelExpr span) {
        boolean valid = literal(span).flatMap(LookBack::parse).isPresent();
        return valid
                ? Optional.of(factory.newGlobalCall(EARLIER, List.of(instant, span)))
                : refused(factory, span, "earlier() takes a span such as \"P30D\", \"P3M\" or \"PT12H\" as a literal");
    }

    private static Optional<String> literal(CelExpr expression) {
        boolean isText = expression.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? Optional.of(expression.constant().stringValue()) : Optional.empty();
    }

    private static Optional<CelExpr> refused(CelMacroExprFactory factory, CelExpr at, String message) {
        return Optional.of(factory.reportError(CelIssue.formatError(factory.getSourceLocation(at), message)));
    }
}

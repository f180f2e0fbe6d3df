package io.coterie.platform.conditions;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns CEL's issues into faults that an author of conditions understands. */
final class CelProblems {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);

    private final RecordKind kind;
    private final Map<String, FieldDefinition> fields;
    private final CelCompiler compiler;
    private final String expression;

    CelProblems(RecordKind kind, Map<String, FieldDefinition> fields, CelCompiler compiler, String expression) {
        this.kind = kind;
        this.fields = fields;
        this.compiler = compiler;
        this.expression = expression;
    }

    void report(CelValidationResult checked, Faults faults, String pointer) {
        for (CelIssue issue : checked.getErrors()) {
            int column = checked.getSource()
                            .getLocationOffset(issue.getSourceLocation())
                            .orElse(0)
                    + 1;
            faults.add(pointer, column, message(issue));
        }
    }

    private String message(CelIssue issue) {
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            return undeclared(issue.getExprId(), undeclared.group(1));
        }
        Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
        return overload.matches() ? noOverload(overload.group(1), overload.group(2)) : issue.getMessage();
    }

    private String undeclared(long id, String name) {
        Optional<String> presence = CelMacros.fieldOfPresence(name);
        if (presence.isPresent()) {
            return unknownField(presence.get());
        }
        if (name.equals(kind.scope())) {
            return unknownField(path(id).orElse(name));
        }
        return "unknown name '" + name + "'; the fields start with '" + kind.scope() + ".'";
    }

    private String unknownField(String path) {
        String scope = kind.scope() + ".";
        if (!path.startsWith(scope)) {
            return "unknown name '" + path + "'; the fields start with '" + scope + "'";
        }
        String field = path.substring(scope.length());
        return "unknown field '" + field + "' of the " + kind.scope() + Suggestion.of(field, fields.keySet());
    }

    private static String noOverload(String function, String types) {
        String hint = types.contains("int") && types.contains("double") && function.endsWith("=_")
                ? "; write whole numbers for whole-number fields and 1.0 for the others"
                : "";
        return "'" + function.replace("_", "") + "' does not apply to " + types + hint;
    }

    /** The whole path that starts at the name, which CEL reports alone. */
    private Optional<String> path(long id) {
        try {
            return CelNavigableAst.fromAst(compiler.parse(expression).getAst())
                    .getRoot()
                    .allNodes()
                    .filter(node -> node.id() == id)
                    .findFirst()
                    .map(CelProblems::selected);
        } catch (CelValidationException doesNotParse) {
            return Optional.empty();
        }
    }

    private static String selected(CelNavigableExpr name) {
        StringBuilder path = new StringBuilder(name.expr().ident().name());
        Optional<CelNavigableExpr> parent = name.parent();
        while (parent.isPresent() && parent.get().getKind() == ExprKind.Kind.SELECT) {
            path.append('.').append(parent.get().expr().select().field());
            parent = parent.get().parent();
        }
        return path.toString();
    }
}

package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Set;

/** Takes a checked expression apart into its logic and the parts that CEL computes. */
record CelDivision(CelAbstractSyntaxTree tree, CelVariables variables, CelRuntime runtime) {

    private static final String OR = "_||_";
    private static final String AND = "_&&_";
    private static final String NOT = "!_";

    /** What can have a result although an argument has none. */
    private static final Set<String> ABSORBING = Set.of(OR, AND, "_?_:_");

    CelLogic whole() throws CelEvaluationException {
        return part(tree.getExpr());
    }

    private CelLogic part(CelExpr expression) throws CelEvaluationException {
        if (expression.exprKind().getKind() != ExprKind.Kind.CALL) {
            return leaf(expression);
        }
        List<CelExpr> arguments = expression.call().args();
        return switch (expression.call().function()) {
            case OR -> new CelLogic.Or(part(arguments.getFirst()), part(arguments.getLast()));
            case AND -> new CelLogic.And(part(arguments.getFirst()), part(arguments.getLast()));
            case NOT -> new CelLogic.Not(part(arguments.getFirst()));
            default -> leaf(expression);
        };
    }

    private CelLogic leaf(CelExpr expression) throws CelEvaluationException {
        FieldReader presence = tree.getReference(expression.id())
                .map(reference -> variables.presences().get(reference.name()))
                .orElse(null);
        if (presence != null) {
            return new CelLogic.Presence(presence);
        }
        CelAbstractSyntaxTree part = CelAbstractSyntaxTree.newCheckedAst(
                expression, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
        CelVariables used = variables.usedBy(tree, expression);
        List<FieldReader> needed =
                isStrict(expression) ? List.copyOf(used.values().values()) : List.of();
        return new CelLogic.Computed(runtime.createProgram(part), used, needed);
    }

    private static boolean isStrict(CelExpr expression) {
        return CelNavigableExpr.fromExpr(expression).allNodes().noneMatch(node -> switch (node.getKind()) {
            case CALL -> ABSORBING.contains(node.expr().call().function());
            case COMPREHENSION -> true;
            default -> false;
        });
    }
}

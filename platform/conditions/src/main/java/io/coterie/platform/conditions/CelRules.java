package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Optional;

/** What CEL allows and we do not, because it would cost too much per evaluation. */
final class CelRules {

    private CelRules() {}

    static boolean accept(CelAbstractSyntaxTree tree, Faults faults, String pointer) {
        if (!tree.getResultType().equals(SimpleType.BOOL)) {
            faults.add(
                    pointer,
                    1,
                    "the expression must be true or false, but its result is "
                            + tree.getResultType().name());
            return false;
        }
        int before = faults.count();
        List<CelNavigableExpr> nodes =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        for (CelNavigableExpr node : nodes) {
            refusal(node).ifPresent(reason -> faults.add(pointer, column(tree, node), reason));
            if (isMatches(node)) {
                faults.countPattern(pointer);
            }
        }
        return faults.count() == before;
    }

    private static Optional<String> refusal(CelNavigableExpr node) {
        if (node.getKind() == ExprKind.Kind.COMPREHENSION && isInsideComprehension(node)) {
            return Optional.of("exists() and all() cannot be nested");
        }
        return isMatches(node) && isInsideComprehension(node)
                ? Optional.of("matches() cannot be used inside exists() or all()")
                : Optional.empty();
    }

    private static boolean isMatches(CelNavigableExpr node) {
        return node.getKind() == ExprKind.Kind.CALL
                && node.expr().call().function().equals(CelMacros.MATCHES);
    }

    private static boolean isInsideComprehension(CelNavigableExpr node) {
        Optional<CelNavigableExpr> parent = node.parent();
        while (parent.isPresent()) {
            if (parent.get().getKind() == ExprKind.Kind.COMPREHENSION) {
                return true;
            }
            parent = parent.get().parent();
        }
        return false;
    }

    private static int column(CelAbstractSyntaxTree tree, CelNavigableExpr node) {
        Integer offset = tree.getSource().getPositionsMap().get(node.id());
        return offset == null ? 1 : offset + 1;
    }
}

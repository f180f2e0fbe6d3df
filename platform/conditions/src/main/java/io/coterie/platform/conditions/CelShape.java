package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression reads and how it is built.
 *
 * @param values readers of the fields it computes with, by variable
 * @param presences readers of the fields it asks {@code has} of, by variable
 * @param isStrict it can only be true when every field it computes with has a value: nothing in it turns a missing value into an answer
 */
record CelShape(
        Map<String, FieldReader> values,
        Map<String, FieldReader> presences,
        boolean readsNow,
        boolean comprehends,
        boolean isStrict) {

    private static final Set<String> BRANCHES = Set.of("_||_", "_?_:_");
    private static final String AND = "_&&_";

    static CelShape of(
            CelAbstractSyntaxTree tree, Map<String, FieldReader> fields, Map<String, FieldReader> presences) {
        Map<String, FieldReader> values = new LinkedHashMap<>();
        Map<String, FieldReader> asked = new LinkedHashMap<>();
        boolean now = false;
        for (CelReference reference : tree.getReferenceMap().values()) {
            String name = reference.name();
            now |= name.equals(CelEnvironment.NOW);
            add(values, name, fields);
            add(asked, name, presences);
        }
        CelNavigableExpr root = CelNavigableAst.fromAst(tree).getRoot();
        boolean comprehends = root.allNodes().anyMatch(node -> node.getKind() == ExprKind.Kind.COMPREHENSION);
        boolean strict = !comprehends && root.allNodes().noneMatch(CelShape::absorbs);
        return new CelShape(values, asked, now, comprehends, strict);
    }

    List<FieldReader> readers() {
        List<FieldReader> readers = new ArrayList<>(values.values());
        presences.values().stream()
                .filter(reader -> !values.containsValue(reader))
                .forEach(readers::add);
        return readers;
    }

    private static void add(Map<String, FieldReader> found, String name, Map<String, FieldReader> known) {
        FieldReader reader = known.get(name);
        if (reader != null) {
            found.put(name, reader);
        }
    }

    /** Whether the node can have a result although an argument has none. An {@code &&} can, but only false. */
    private static boolean absorbs(CelNavigableExpr node) {
        if (node.getKind() != ExprKind.Kind.CALL) {
            return false;
        }
        String function = node.expr().call().function();
        return BRANCHES.contains(function)
                || (function.equals(AND)
                        && node.parent().isPresent()
                        && !isAnd(node.parent().get()));
    }

    private static boolean isAnd(CelNavigableExpr node) {
        return node.getKind() == ExprKind.Kind.CALL
                && node.expr().call().function().equals(AND);
    }
}

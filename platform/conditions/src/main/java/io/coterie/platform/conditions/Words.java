package io.coterie.platform.conditions;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Puts conditions into words. */
final class Words {

    private static final int LISTED = 10;

    private Words() {}

    static String joined(List<Node> nodes, String with) {
        return nodes.stream()
                .map(node -> isCompound(node) && nodes.size() > 1 ? "(" + node.words() + ")" : node.words())
                .collect(Collectors.joining(with));
    }

    /** The first values, "a, b or c", and how many there are more. */
    static String either(Collection<?> values) {
        List<String> listed =
                values.stream().limit(LISTED).map(Object::toString).toList();
        int more = values.size() - listed.size();
        if (more > 0) {
            return String.join(", ", listed) + " or " + more + " more";
        }
        int last = listed.size() - 1;
        return last < 1
                ? String.join("", listed)
                : String.join(", ", listed.subList(0, last)) + " or " + listed.get(last);
    }

    private static boolean isCompound(Node node) {
        return node instanceof AllOf || node instanceof AnyOf;
    }
}

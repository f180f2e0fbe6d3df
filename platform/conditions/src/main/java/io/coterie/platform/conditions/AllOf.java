package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every nested condition holds. */
record AllOf(String pointer, List<Node> nodes) implements Node {

    @Override
    public String kind() {
        return "all";
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        for (Node node : nodes) {
            if (!node.matches(facts, now)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<Explanation> children =
                nodes.stream().map(node -> node.explain(facts, now)).toList();
        return Explanation.of(this, children.stream().allMatch(Explanation::matched), children);
    }

    @Override
    public String words() {
        return Words.joined(nodes, " and ");
    }

    @Override
    public void collect(ReadsCollector reads) {
        nodes.forEach(node -> node.collect(reads));
    }

    @Override
    public Optional<String> expression() {
        return CelText.joined(nodes, " && ");
    }

    @Override
    public Optional<Set<String>> interests() {
        return nodes.stream().map(Node::interests).flatMap(Optional::stream).findFirst();
    }
}

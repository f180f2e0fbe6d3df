package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** At least one nested condition holds. */
record AnyOf(String pointer, List<Node> nodes) implements Node {

    @Override
    public String kind() {
        return "any";
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        for (Node node : nodes) {
            if (node.matches(facts, now)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<Explanation> children =
                nodes.stream().map(node -> node.explain(facts, now)).toList();
        return Explanation.of(this, children.stream().anyMatch(Explanation::matched), children);
    }

    @Override
    public String words() {
        return Words.joined(nodes, " or ");
    }

    @Override
    public void collect(ReadsCollector reads) {
        nodes.forEach(node -> node.collect(reads));
    }

    @Override
    public Optional<String> expression() {
        return CelText.joined(nodes, " || ");
    }

    @Override
    public Optional<Set<String>> interests() {
        Set<String> union = new LinkedHashSet<>();
        for (Node node : nodes) {
            Optional<Set<String>> ofNode = node.interests();
            if (ofNode.isEmpty()) {
                return Optional.empty();
            }
            union.addAll(ofNode.get());
        }
        return Optional.of(union);
    }
}

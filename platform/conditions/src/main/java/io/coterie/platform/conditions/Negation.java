package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The nested condition does not hold; so it matches where the nested test had no value to look at. */
record Negation(String pointer, Node node) implements Node {

    @Override
    public String kind() {
        return "not";
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return !node.matches(facts, now);
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        Explanation child = node.explain(facts, now);
        return Explanation.of(this, !child.matched(), List.of(child));
    }

    @Override
    public String words() {
        return "not (" + node.words() + ")";
    }

    @Override
    public void collect(ReadsCollector reads) {
        node.collect(reads);
    }

    /** Empty above expressions: in CEL the negation of a missing value is missing too, here it matches. */
    @Override
    public Optional<String> expression() {
        return CelText.readsMissing(node) ? Optional.empty() : node.expression().map(inner -> "!(" + inner + ")");
    }
}

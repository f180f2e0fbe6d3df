package io.coterie.platform.conditions;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition that compiled: evaluated as often as wanted, by any thread. Evaluation is pure, bounded and never throws; a missing
 * value is "no match", which {@link #explain} reports.
 */
public final class CompiledCondition {

    private final ConditionRoot root;
    private final Node node;
    private final ConditionReads reads;

    CompiledCondition(ConditionRoot root, Node node) {
        this.root = root;
        this.node = node;
        ReadsCollector collector = new ReadsCollector();
        node.collect(collector);
        this.reads = collector.done();
    }

    public ConditionRoot root() {
        return root;
    }

    /** Whether the facts satisfy the condition. Facts of another kind than the root asks for do not. */
    public boolean matches(Facts facts) {
        return root.accepts(facts) && node.matches(facts, facts.now());
    }

    /** The same answer with its reasons. */
    public Explanation explain(Facts facts) {
        return root.accepts(facts)
                ? node.explain(facts, facts.now())
                : new Explanation(
                        node.kind(),
                        node.pointer(),
                        false,
                        node.words(),
                        null,
                        null,
                        null,
                        null,
                        true,
                        null,
                        "These facts are not what the condition is about",
                        List.of());
    }

    /** The fields whose change can change the answer. */
    public Set<FieldRead> fieldsRead() {
        return reads.fields();
    }

    /** Everything whose change can change the answer. */
    public ConditionReads reads() {
        return reads;
    }

    /** The condition as one CEL expression; empty when it counts, or asks for membership, which CEL does not do here. */
    public Optional<String> asExpression() {
        return node.expression();
    }

    /** The condition for people. */
    public String inWords() {
        return node.words();
    }

    @Override
    public String toString() {
        return inWords();
    }
}

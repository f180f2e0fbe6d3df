package io.coterie.platform.conditions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a condition matched or did not (BEY-05): the tree of the condition, each place with its own answer. Unlike the evaluation,
 * it looks at every branch.
 *
 * @param kind {@code all}, {@code any}, {@code not} or the scope
 * @param pointer JSON pointer of the place in the tree
 * @param label the test in words
 * @param field the field's path, for a test of one field
 * @param operator the operator's name, for a test of one field
 * @param expected the values of the test, or the expression
 * @param actual the value found; for an expression the value of every field it reads; absent when there is none
 * @param missing a field that the test reads has no usable value, which is "no match" for every operator but {@code IS_EMPTY},
 *     {@code IS_ANY}
 * @param counts for the scopes that count
 * @param problem why an expression could not be computed
 * @param children the nested tests; below people and groups, those of the subjects counted, each with the subject in its label
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        String kind,
        @JsonInclude(JsonInclude.Include.ALWAYS) String pointer,
        boolean matched,
        String label,
        @Nullable String field,
        @Nullable String operator,
        @Nullable Object expected,
        @Nullable Object actual,
        boolean missing,
        @Nullable Counts counts,
        @Nullable String problem,
        List<Explanation> children) {

    /**
     * @param matching how many satisfy the nested test
     * @param total of how many
     * @param keys some of those that decided, at most {@link ConditionLimits#NAMED}: who does not satisfy {@code all}, otherwise who satisfies
     */
    public record Counts(
            int matching,
            int total,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> keys) {}

    static Explanation of(Node node, boolean matched, List<Explanation> children) {
        return new Explanation(
                node.kind(),
                node.pointer(),
                matched,
                node.words(),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                children);
    }

    static Explanation counted(Node node, boolean matched, Counts counts, List<Explanation> children) {
        return new Explanation(
                node.kind(),
                node.pointer(),
                matched,
                node.words(),
                null,
                null,
                null,
                null,
                false,
                counts,
                null,
                children);
    }

    /** The same explanation as that of one subject among several. */
    Explanation labelled(String subject) {
        return new Explanation(
                kind,
                pointer,
                matched,
                subject + ": " + label,
                field,
                operator,
                expected,
                actual,
                missing,
                counts,
                problem,
                children);
    }
}

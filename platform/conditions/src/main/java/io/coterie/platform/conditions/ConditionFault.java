package io.coterie.platform.conditions;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a condition.
 *
 * @param pointer JSON pointer of the place in the tree; empty for the tree itself
 * @param column 1-based character in the expression, counted over its line breaks; null when the fault is in the tree
 * @param message for the author of the condition
 */
public record ConditionFault(String pointer, @Nullable Integer column, String message) {

    /** The same fault seen from the document that holds the condition at {@code prefix}, for example {@code /condition}. */
    public ConditionFault under(String prefix) {
        return new ConditionFault(prefix + pointer, column, message);
    }

    /** The message with the column, where there is one. */
    public String detail() {
        return column == null ? message : message + " (column " + column + ")";
    }
}

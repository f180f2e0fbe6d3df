package io.coterie.platform.conditions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found wrong while a tree is compiled, and what the tree has used of its limits. */
final class Faults {

    private final List<ConditionFault> faults = new ArrayList<>();
    private int tests;
    private int values;
    private int patterns;

    void add(String pointer, String message) {
        add(pointer, null, message);
    }

    void add(String pointer, @Nullable Integer column, String message) {
        if (faults.size() < ConditionLimits.FAULTS) {
            faults.add(new ConditionFault(pointer, column, message));
        }
    }

    /** Each limit is reported once, where it is first exceeded. */
    void countTest(String pointer) {
        if (++tests == ConditionLimits.TESTS + 1) {
            add(pointer, "a condition has at most " + ConditionLimits.TESTS + " tests");
        }
    }

    boolean tooManyTests() {
        return tests > ConditionLimits.TESTS;
    }

    void countValues(String pointer, int count) {
        boolean within = values <= ConditionLimits.TOTAL_VALUES;
        values += count;
        if (within && values > ConditionLimits.TOTAL_VALUES) {
            add(pointer, "a condition has at most " + ConditionLimits.TOTAL_VALUES + " values in all");
        }
    }

    void countPattern(String pointer) {
        if (++patterns == ConditionLimits.PATTERNS + 1) {
            add(pointer, "a condition uses matches() at most " + ConditionLimits.PATTERNS + " times");
        }
    }

    int count() {
        return faults.size();
    }

    List<ConditionFault> all() {
        return List.copyOf(faults);
    }
}

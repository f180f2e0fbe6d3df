package io.coterie.platform.conditions;

/** What keeps the cost of compiling and of evaluating a condition bounded, whoever wrote it and whatever the documents hold. */
public final class ConditionLimits {

    /** Nesting of {@code all}, {@code any}, {@code not} and of the scopes with a {@code where}. */
    public static final int DEPTH = 10;

    /** Tests in a whole tree. */
    public static final int TESTS = 100;

    /** Values of one test. */
    public static final int VALUES = 500;

    /** Values of all tests of a tree. */
    public static final int TOTAL_VALUES = 2_000;

    /** Characters of one expected value. */
    public static final int VALUE_LENGTH = 1_000;

    /** Characters of an expression. */
    public static final int EXPRESSION_LENGTH = 1_000;

    /** Nesting inside an expression. */
    public static final int EXPRESSION_DEPTH = 24;

    /** Uses of {@code matches} in a whole tree. */
    public static final int PATTERNS = 10;

    /** Characters of a pattern. */
    public static final int PATTERN_LENGTH = 200;

    /** Instructions of a compiled pattern: a repetition of a repetition multiplies them. */
    public static final int PATTERN_SIZE = 250;

    /** Characters of a document's string; a longer one counts as missing. */
    public static final int TEXT_LENGTH = 10_000;

    /** Entries of a document's list; a longer one counts as missing. */
    public static final int LIST_LENGTH = 1_000;

    /** Faults reported for one tree. */
    public static final int FAULTS = 50;

    /** Persons and groups named by an explanation. */
    public static final int NAMED = 10;

    private ConditionLimits() {}
}

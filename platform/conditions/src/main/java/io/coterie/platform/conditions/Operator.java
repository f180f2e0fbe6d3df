package io.coterie.platform.conditions;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operator catalogue, D-06 of §16.4. Several values mean "one of" for a positive operator, "none of" for a negative one. */
public enum Operator {
    IS("is", Arity.SEVERAL),
    IS_NOT("is not", Arity.SEVERAL),
    /** No restriction (§15.2): matches a missing value too. */
    IS_ANY("is anything", Arity.NONE),
    IS_EMPTY("is empty", Arity.NONE),
    IS_NOT_EMPTY("is not empty", Arity.NONE),
    CONTAINS("contains", Arity.SEVERAL),
    NOT_CONTAINS("does not contain", Arity.SEVERAL),
    STARTS_WITH("starts with", Arity.SEVERAL),
    NOT_STARTS_WITH("does not start with", Arity.SEVERAL),
    ENDS_WITH("ends with", Arity.SEVERAL),
    GREATER_THAN("is greater than", Arity.ONE),
    LESS_THAN("is less than", Arity.ONE),
    AT_LEAST("is at least", Arity.ONE),
    AT_MOST("is at most", Arity.ONE),
    /** Inclusive at both ends (§15.2). */
    BETWEEN("is between", Arity.PAIR),
    BEFORE("is before", Arity.ONE),
    AFTER("is after", Arity.ONE),
    /** Within the period that ends now. */
    IN_PAST("is in the past", Arity.PERIOD),
    /** Before the period that ends now. */
    IN_PAST_BEFORE("is before the past", Arity.PERIOD),
    TRUE("is true", Arity.NONE),
    FALSE("is false", Arity.NONE);

    /** How many values an operator takes. */
    enum Arity {
        NONE,
        ONE,
        SEVERAL,
        PAIR,
        PERIOD
    }

    private static final Set<Operator> TEXT = EnumSet.range(IS, ENDS_WITH);
    private static final Set<Operator> NUMBER =
            EnumSet.of(IS, IS_NOT, GREATER_THAN, LESS_THAN, AT_LEAST, AT_MOST, BETWEEN, IS_EMPTY, IS_NOT_EMPTY);
    private static final Map<FieldType, Set<Operator>> BY_TYPE = new EnumMap<>(Map.of(
            FieldType.STRING, TEXT,
            FieldType.STRING_LIST, TEXT,
            FieldType.NUMBER, NUMBER,
            FieldType.INTEGER, NUMBER,
            FieldType.DATE, EnumSet.of(IS, BEFORE, AFTER, BETWEEN, IN_PAST, IN_PAST_BEFORE),
            FieldType.BOOLEAN, EnumSet.of(TRUE, FALSE)));

    private final String words;
    private final Arity arity;

    Operator(String words, Arity arity) {
        this.words = words;
        this.arity = arity;
    }

    /** The operators of a type, in the order of the catalogue. */
    static List<Operator> of(FieldType type) {
        return Arrays.stream(values())
                .filter(operator -> BY_TYPE.getOrDefault(type, Set.of()).contains(operator))
                .toList();
    }

    boolean appliesTo(FieldType type) {
        return BY_TYPE.getOrDefault(type, Set.of()).contains(this);
    }

    boolean isNegative() {
        return this == IS_NOT || this == NOT_CONTAINS || this == NOT_STARTS_WITH;
    }

    Arity arity() {
        return arity;
    }

    String words() {
        return words;
    }
}

package io.coterie.platform.conditions;

/** How many of the account's people must satisfy the nested condition (BEY-03). */
sealed interface Quantifier {

    /** At least one. */
    record Any() implements Quantifier {}

    /** Every one, and there is one: an account without people does not match. */
    record All() implements Quantifier {}

    /** Not one; an account without people matches. */
    record None() implements Quantifier {}

    record AtLeast(int count) implements Quantifier {}

    default boolean holds(int matching, int total) {
        return switch (this) {
            case Any _ -> matching > 0;
            case All _ -> total > 0 && matching == total;
            case None _ -> matching == 0;
            case AtLeast(int count) -> matching >= count;
        };
    }

    /** Whether the answer is known after some of the people: the rest cannot change it. */
    default boolean settled(int matching, int seen) {
        return switch (this) {
            case Any _, None _ -> matching > 0;
            case All _ -> matching < seen;
            case AtLeast(int count) -> matching >= count;
        };
    }

    default String words() {
        return switch (this) {
            case Any _ -> "any person has";
            case All _ -> "all people have";
            case None _ -> "no person has";
            case AtLeast(int count) -> "at least " + count + (count == 1 ? " person has" : " people have");
        };
    }
}

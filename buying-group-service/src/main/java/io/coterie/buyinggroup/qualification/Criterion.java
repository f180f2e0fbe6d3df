package io.coterie.buyinggroup.qualification;

import org.jspecify.annotations.Nullable;

/**
 * One thing a rule asks for, and what there is (BEY-05).
 *
 * @param expected a least score, a role that has a member, or the stages the group may be in
 * @param actual a score, whether the role has a member, or the stage; null where there is none
 */
public record Criterion(
        Kind kind, String expected, @Nullable String actual, boolean met) {

    /** What a rule can ask for. */
    public enum Kind {
        COMPLETENESS,
        ENGAGEMENT,
        ROLE,
        STAGE
    }

    /** For a person. */
    public String words() {
        String found = actual == null ? "none" : actual;
        return switch (kind) {
            case COMPLETENESS -> "completeness " + found + " of at least " + expected;
            case ENGAGEMENT -> "engagement " + found + " of at least " + expected;
            case ROLE -> "role '" + expected + "' " + (met ? "filled" : "empty");
            case STAGE -> "stage " + found + " of " + expected;
        };
    }
}

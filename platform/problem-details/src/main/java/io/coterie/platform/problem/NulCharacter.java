package io.coterie.platform.problem;

/** U+0000, the one character that PostgreSQL cannot store and that nobody means. */
final class NulCharacter {

    static final String REFUSAL = "Expected a text without the character U+0000.";

    private NulCharacter() {}

    static boolean isIn(String text) {
        return text.indexOf('\0') >= 0;
    }
}

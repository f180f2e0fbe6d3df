package io.coterie.platform.conditions;

/**
 * A text with which an expression compares a field.
 *
 * @param exactly whether case matters, which it does unless the field is folded
 */
public record ComparedText(String text, Place place, boolean exactly) {

    /** Where in the field's value the text is looked for. */
    public enum Place {
        WHOLE,
        START,
        END,
        INSIDE,
        /** The other way round: the value is looked for in the text. */
        AROUND,
        /** The text is a regular expression of RE2 that is found anywhere. */
        PATTERN
    }
}

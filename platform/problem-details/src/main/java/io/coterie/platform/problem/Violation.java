package io.coterie.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param field where: a JSON pointer into the body, or the name of a parameter or header
 * @param detail what was expected there, for a person
 * @param column 1-based place inside the field's text, for an expression; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        String field, String detail, @Nullable Integer column) {

    public Violation(String field, String detail) {
        this(field, detail, null);
    }
}

package io.coterie.platform.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A body with U+0000. It is found before Jackson knows the field, so it brings the place along. */
final class NulCharacterException extends MismatchedInputException {

    private final String pointer;

    NulCharacterException(JsonParser body, String pointer) {
        super(body, NulCharacter.REFUSAL);
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }
}

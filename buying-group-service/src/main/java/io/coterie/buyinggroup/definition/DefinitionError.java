package io.coterie.buyinggroup.definition;

import io.coterie.platform.problem.ErrorCode;
import java.util.Locale;

/** Refusals that concern every kind of definition of this service. */
public enum DefinitionError implements ErrorCode {
    DEFINITION_NAME_TAKEN(409, "Another definition of this kind has this name"),
    DEFINITION_IN_USE(409, "Something still depends on the definition"),
    DEFINITION_IS_LIVE(409, "A live definition does not change"),
    DEFINITION_NOT_LIVE(422, "Only a live definition can be used");

    private final int status;
    private final String title;

    DefinitionError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

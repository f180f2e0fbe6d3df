package io.coterie.profile.field;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.profile.xdm.Leaf;
import java.util.Locale;

/** What a custom field may hold: a leaf, neither a list nor an object (XDM-07). */
public enum CustomType {
    STRING(FieldType.STRING, Leaf.TEXT),
    INTEGER(FieldType.INTEGER, Leaf.WHOLE_NUMBER),
    DOUBLE(FieldType.NUMBER, Leaf.NUMBER),
    BOOLEAN(FieldType.BOOLEAN, Leaf.TRUTH),
    DATE(FieldType.DATE, Leaf.DATE);

    private final FieldType inConditions;
    private final Leaf inDocuments;

    CustomType(FieldType inConditions, Leaf inDocuments) {
        this.inConditions = inConditions;
        this.inDocuments = inDocuments;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CustomType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    FieldType inConditions() {
        return inConditions;
    }

    Leaf inDocuments() {
        return inDocuments;
    }
}

package io.coterie.platform.conditions;

import java.util.List;

/**
 * A field that conditions may read.
 *
 * @param path the XDM dot path inside the record
 * @param label the field's name in words
 */
public record FieldDefinition(RecordKind kind, String path, FieldType type, String label) {

    /** The operators a test of this field may use (D-06). */
    public List<Operator> operators() {
        return Operator.of(type);
    }

    /** The field's name in expressions, for example {@code account.accountOrganization.industry}. */
    String expression() {
        return kind.scope() + "." + path;
    }

    FieldRead read() {
        return new FieldRead(kind, path);
    }
}

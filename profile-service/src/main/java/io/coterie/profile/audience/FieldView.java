package io.coterie.profile.audience;

import io.coterie.platform.conditions.FieldDefinition;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.Operator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A field that conditions may read.
 *
 * @param scope the record it belongs to: account, person, group or event
 * @param path XDM dot path inside the record
 * @param label the field's name in words
 */
@Schema(name = "ConditionField")
record FieldView(String scope, String path, FieldType type, String label, List<Operator> operators) {

    static FieldView of(FieldDefinition field) {
        return new FieldView(field.kind().scope(), field.path(), field.type(), field.label(), field.operators());
    }
}

package io.coterie.profile.field;

import io.coterie.platform.conditions.FieldDefinition;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.Operator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A field that conditions may read.
 *
 * @param scope the record it belongs to: account, person, group, event or opportunity
 * @param path XDM dot path inside the record
 * @param label the field's name in words
 * @param custom whether it is one of the sandbox's own
 */
@Schema(name = "ConditionField")
record FieldView(String scope, String path, FieldType type, String label, List<Operator> operators, boolean custom) {

    static FieldView of(FieldDefinition field, boolean custom) {
        return new FieldView(
                field.kind().scope(), field.path(), field.type(), field.label(), field.operators(), custom);
    }
}

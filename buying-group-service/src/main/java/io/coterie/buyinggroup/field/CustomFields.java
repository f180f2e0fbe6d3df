package io.coterie.buyinggroup.field;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.RecordKind;
import java.util.Optional;

/** Reads the custom fields of one kind of record into a catalogue; pure. */
final class CustomFields {

    private CustomFields() {}

    /** The catalogue with these fields; what no condition can read is left out. */
    static FieldCatalogue add(FieldCatalogue catalogue, String kind, JsonNode definition) {
        Optional<RecordKind> record = kind(kind);
        if (record.isEmpty()) {
            return catalogue;
        }
        FieldCatalogue extended = catalogue;
        for (JsonNode field : definition.path("fields")) {
            String path = field.path("path").asText();
            Optional<FieldType> type = type(field.path("type").asText());
            if (type.isPresent() && FieldCatalogue.isPath(path)) {
                extended = extended.with(
                        record.get(), path, type.get(), field.path("label").asText(path));
            }
        }
        return extended;
    }

    private static Optional<RecordKind> kind(String kind) {
        return switch (kind) {
            case "account" -> Optional.of(RecordKind.ACCOUNT);
            case "person" -> Optional.of(RecordKind.PERSON);
            default -> Optional.empty();
        };
    }

    private static Optional<FieldType> type(String type) {
        return switch (type) {
            case "string" -> Optional.of(FieldType.STRING);
            case "integer" -> Optional.of(FieldType.INTEGER);
            case "double" -> Optional.of(FieldType.NUMBER);
            case "boolean" -> Optional.of(FieldType.BOOLEAN);
            case "date" -> Optional.of(FieldType.DATE);
            default -> Optional.empty();
        };
    }
}

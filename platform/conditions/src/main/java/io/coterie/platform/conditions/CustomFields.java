package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads a sandbox's own fields of one kind of record, as their definition names them, into a catalogue; pure. */
public final class CustomFields {

    private CustomFields() {}

    /**
     * The catalogue with these fields; what no condition can read is left out.
     *
     * @param kind the record that has them: {@code account} or {@code person}
     * @param definition {@code fields}, each with {@code path}, {@code type} and {@code label}
     */
    public static FieldCatalogue add(FieldCatalogue catalogue, String kind, JsonNode definition) {
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

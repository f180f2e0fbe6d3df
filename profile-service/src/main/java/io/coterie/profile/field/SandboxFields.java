package io.coterie.profile.field;

import io.coterie.platform.conditions.FieldCatalogue;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a sandbox at one time.
 *
 * @param custom its own, beside the standard ones
 * @param catalogue all of them, for conditions
 */
public record SandboxFields(List<CustomField> custom, FieldCatalogue catalogue) {

    static SandboxFields of(List<CustomField> custom) {
        FieldCatalogue catalogue = FieldCatalogue.standard();
        for (CustomField field : custom) {
            catalogue =
                    catalogue.with(field.of().kind(), field.path(), field.type().inConditions(), field.label());
        }
        return new SandboxFields(List.copyOf(custom), catalogue);
    }

    List<CustomField> of(RecordWithFields kind) {
        return custom.stream().filter(field -> field.of() == kind).toList();
    }

    Optional<CustomField> find(RecordWithFields kind, String path) {
        return custom.stream()
                .filter(field -> field.of() == kind && field.path().equals(path))
                .findFirst();
    }
}

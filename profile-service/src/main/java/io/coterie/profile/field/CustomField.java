package io.coterie.profile.field;

import io.coterie.platform.conditions.FieldDefinition;

/**
 * A field of a sandbox's own.
 *
 * @param path XDM dot path inside the record, beginning with the tenant's namespace, for example {@code _acme.tier}
 * @param label the field's name in words
 */
record CustomField(RecordWithFields of, String path, CustomType type, String label) {

    /** The field as conditions know it. */
    FieldDefinition definition() {
        return new FieldDefinition(of.kind(), path, type.inConditions(), label);
    }

    /** Whether one is an object on the way to the other: a value cannot be a leaf and an object. */
    boolean isInTheWayOf(CustomField other) {
        return of == other.of && (path.startsWith(other.path + ".") || other.path.startsWith(path + "."));
    }
}

package io.coterie.platform.conditions;

/** The types of a field, which decide its operators (D-06). XDM-07 allows leaves only; lists exist for roles and interests. */
public enum FieldType {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    DATE,
    STRING_LIST
}

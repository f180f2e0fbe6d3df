package io.coterie.profile.field;

import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.problem.ProblemException;

/** The kinds of record that may have fields of a sandbox's own. */
public enum RecordWithFields {
    ACCOUNT("account", RecordKind.ACCOUNT),
    PERSON("person", RecordKind.PERSON);

    private final String text;
    private final RecordKind kind;

    RecordWithFields(String text, RecordKind kind) {
        this.text = text;
        this.kind = kind;
    }

    String text() {
        return text;
    }

    RecordKind kind() {
        return kind;
    }

    static RecordWithFields of(String text) {
        for (RecordWithFields one : values()) {
            if (one.text.equals(text)) {
                return one;
            }
        }
        throw ProblemException.notFound("kind of record with fields", text);
    }
}

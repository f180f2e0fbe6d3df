package io.coterie.platform.conditions;

import java.util.Comparator;

/** A field that a condition reads, so that only a change of it wakes the condition. */
public record FieldRead(RecordKind kind, String path) {

    static final Comparator<FieldRead> ORDER =
            Comparator.comparing(FieldRead::kind).thenComparing(FieldRead::path);
}

package io.coterie.platform.conditions;

/** The kinds of record whose fields a condition can read. The scope's name is the record's name in CEL. */
public enum RecordKind {
    ACCOUNT("account"),
    PERSON("person"),
    GROUP("group"),
    EVENT("event"),
    OPPORTUNITY("opportunity");

    private final String scope;

    RecordKind(String scope) {
        this.scope = scope;
    }

    /** The name of the scope in the tree and of the record in expressions, for example {@code account}. */
    public String scope() {
        return scope;
    }
}

package io.coterie.profile.relation;

import io.coterie.profile.xdm.Shape;
import io.coterie.profile.xdm.XdmShapes;

/** What a relation connects, and whose state carries it. */
public enum RelationKind {
    /** A person works for an account; carried by the person. */
    ACCOUNT_PERSON("account-person", "accountPersonKey", RelationDocument.PERSON, "accountKey"),
    /** A person takes part in an opportunity; carried by the opportunity. */
    OPPORTUNITY_PERSON("opportunity-person", "opportunityPersonKey", "opportunityKey", RelationDocument.PERSON);

    private final String text;
    private final String key;
    private final String subject;
    private final String other;

    RelationKind(String text, String key, String subject, String other) {
        this.text = text;
        this.key = key;
        this.subject = subject;
        this.other = other;
    }

    /** The kind's name in the database and in messages. */
    public String text() {
        return text;
    }

    /** The member that names the relation itself. */
    String key() {
        return key;
    }

    /** The member that names the record which carries the relation. */
    String subject() {
        return subject;
    }

    /** The member that names the record at the other end. */
    String other() {
        return other;
    }

    Shape.Structure shape() {
        return switch (this) {
            case ACCOUNT_PERSON -> XdmShapes.ACCOUNT_PERSON;
            case OPPORTUNITY_PERSON -> XdmShapes.OPPORTUNITY_PERSON;
        };
    }
}

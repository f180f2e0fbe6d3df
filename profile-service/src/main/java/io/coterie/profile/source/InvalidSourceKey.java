package io.coterie.profile.source;

/** A source key that breaks a rule, with the member of the key object that does. */
public class InvalidSourceKey extends IllegalArgumentException {

    private final String member;

    InvalidSourceKey(String member, String detail) {
        super(detail);
        this.member = member;
    }

    /** sourceID, sourceInstanceID, sourceType or sourceKey. */
    public String member() {
        return member;
    }

    /** What was expected, for a person. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

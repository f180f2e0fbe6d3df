package io.coterie.platform.conditions;

/** Which records a test reads: the keys of the tree besides {@code all}, {@code any} and {@code not}. */
public enum ConditionScope {
    /** A test of the account. */
    ACCOUNT("account"),
    /** A test of this person. */
    PERSON("person"),
    /** The account's people, with a quantifier. */
    PEOPLE("people"),
    /** A buying group of the account for which all nested tests hold (§16.1). */
    BUYING_GROUP("buyingGroup"),
    /** A test of this buying group. */
    GROUP("group"),
    /** The number of people in a role of this buying group (§16.1). */
    ROLE_MEMBERS("roleMembers"),
    /** This person's place in a buying group of the account (§16.2). */
    BUYING_GROUP_MEMBER("buyingGroupMember"),
    /** An opportunity of the account for which all nested tests hold (§16.1). */
    OPPORTUNITIES("opportunities"),
    /** A test of this opportunity. */
    OPPORTUNITY("opportunity"),
    /** Membership of an audience. */
    AUDIENCE("audience"),
    /** The history of experience events, present or absent (§16.2). */
    EVENTS("events"),
    /** A test of this experience event. */
    EVENT("event");

    private final String key;

    ConditionScope(String key) {
        this.key = key;
    }

    /** The scope's key in the tree. */
    public String key() {
        return key;
    }
}

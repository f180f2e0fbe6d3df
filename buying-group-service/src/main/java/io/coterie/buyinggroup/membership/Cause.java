package io.coterie.buyinggroup.membership;

/** Why a person is, or is no longer, a member: the short answer to "why" (BEY-05). */
public enum Cause {
    /** The person fulfils the condition of the role. */
    QUALIFIES("fulfils the condition of the role"),
    /** The person fulfils no role's condition any more. */
    NO_LONGER_QUALIFIES("no longer fulfils the condition of any role"),
    /** Somebody said so. */
    BY_HAND("decided by hand"),
    /** A journey's action said so. */
    JOURNEY_ACTION("decided by a journey's action"),
    /** The person now belongs to other accounts only (D-29). */
    LEFT_ACCOUNT("no longer belongs to the account"),
    /** The person still belongs to the account, and is there to try things out only (D-11). */
    TEST_PROFILE("became a test profile"),
    /** The person was deleted or erased. */
    PERSON_DELETED("was deleted"),
    /** The person turned out to be another one, who takes over what somebody or a journey decided (§9.6). */
    MERGED("turned out to be another person"),
    /** It was decided about somebody who turned out to be this person. */
    TAKEN_OVER("was decided about somebody who turned out to be the same person"),
    /** The account was deleted, and its groups with it (D-14). */
    ACCOUNT_DELETED("belongs to an account that was deleted"),
    /** The solution interest was deleted, and its groups with it (D-23). */
    INTEREST_DELETED("belonged to a group whose solution interest was deleted");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

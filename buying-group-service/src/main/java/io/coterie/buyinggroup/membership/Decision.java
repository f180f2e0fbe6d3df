package io.coterie.buyinggroup.membership;

/** Something that wants to change a person's place in a group. */
public sealed interface Decision {

    String personKey();

    /** User, journey action, or {@link #SYSTEM_ACTOR}. */
    String by();

    String SYSTEM_ACTOR = "system";

    /** Puts a person into a role, whether it is a member already or not (D-32). */
    record Assign(String personKey, String role, Source source, Cause cause, String by) implements Decision {}

    /** Takes a person out. */
    record Remove(String personKey, Source source, Cause cause, String by) implements Decision {}

    /** What stood of somebody who turned out to be this person. */
    record TakeOver(String personKey, Standing decided) implements Decision {

        @Override
        public String by() {
            return decided.decidedBy();
        }
    }

    /**
     * The person turned out to be another one.
     *
     * @param takenOver whether the other one belongs to the account and so has what was decided; until then it waits
     */
    record Merge(String personKey, boolean takenOver) implements Decision {

        @Override
        public String by() {
            return SYSTEM_ACTOR;
        }
    }

    /** The person is not there any more; no decision of anybody can keep it (D-29). */
    record Depart(String personKey, Cause cause) implements Decision {

        @Override
        public String by() {
            return SYSTEM_ACTOR;
        }
    }
}

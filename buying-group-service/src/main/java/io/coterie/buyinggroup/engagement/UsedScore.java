package io.coterie.buyinggroup.engagement;

/** Which of the two scores conditions, states and the event of a changed score go by. */
public enum UsedScore {
    /** The score of the last run; it changes once a day (ENG-02). */
    NIGHTLY,
    /** The live value; it changes with every activity. */
    LIVE
}

package io.coterie.journey.execution;

/** Why a run is looked at. */
public sealed interface Trigger {

    /** The account belongs to the journey's audience. */
    record AccountQualified() implements Trigger {}

    /** The time something was waited for may have come; the decision compares. */
    record TimerFired() implements Trigger {}

    /**
     * The completeness of a buying group of the account changed.
     *
     * @param revision of the group with the change; the facts are at least as new
     */
    record CompletenessChanged(String solutionInterest, long revision) implements Trigger {}

    /** A buying group of the account is known now. */
    record GroupAppeared(String solutionInterest) implements Trigger {}

    /** The journey was aborted. */
    record JourneyAborted() implements Trigger {}
}

package io.coterie.journey.execution;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a run is looked at. */
public sealed interface Trigger {

    /** The account belongs to the journey's audience. */
    record AccountQualified() implements Trigger {}

    /** The time something was waited for may have come; the decision compares. */
    record TimerFired() implements Trigger {}

    /**
     * Something happened that the run's listen may be waiting for; the decision compares.
     *
     * @param type as {@link io.coterie.journey.definition.Awaited#type()}
     * @param about as {@link io.coterie.journey.definition.Awaited#about()}
     * @param revision of the group with the change, with the facts at least as new; 0 for what a person did
     * @param at when it happened
     * @param personKey who did it, or became or ceased to be a member; null when it is about no person
     * @param event its fields, for the listen's constraints
     */
    record Heard(
            String type,
            String about,
            long revision,
            Instant at,
            @Nullable String personKey,
            Map<String, Object> event) implements Trigger {
        public Heard {
            event = Collections.unmodifiableMap(event);
        }
    }

    /** A buying group of the account is known now. */
    record GroupAppeared(String solutionInterest) implements Trigger {}

    /** The journey was aborted. */
    record JourneyAborted() implements Trigger {}
}

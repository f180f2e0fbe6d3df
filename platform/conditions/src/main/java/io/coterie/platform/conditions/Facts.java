package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is known about a subject when a condition is evaluated. Documents are decoded XDM JSON. */
public sealed interface Facts permits AccountFacts, PersonFacts, GroupFacts, EventFacts, OpportunityFacts {

    /** The instant that relative dates and look-back windows count from. */
    Instant now();

    /** The instant that look-back windows count back from; they end {@link #now} all the same (§16.2). */
    default Instant lookBackFrom() {
        return now();
    }

    /** The subject's XDM experience events, in any order; empty where the service keeps none. */
    default List<Map<String, Object>> events() {
        return List.of();
    }
}

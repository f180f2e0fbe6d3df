package io.coterie.profile.audience;

import io.coterie.platform.conditions.ConditionReads;
import java.util.Set;

/**
 * Which changes, besides those of accounts themselves, can change an audience's members.
 *
 * @param people whether people are looked at, or what they did
 * @param eventTypes the experience events counted
 */
record AudienceReads(boolean people, boolean opportunities, Set<String> eventTypes) {

    static AudienceReads of(ConditionReads reads) {
        Set<String> eventTypes = reads.eventTypes();
        return new AudienceReads(reads.people() || !eventTypes.isEmpty(), reads.opportunities(), eventTypes);
    }
}

package io.coterie.journey.wait;

import java.util.UUID;

/**
 * What a resting run listens for.
 *
 * @param knownRevision of the group that the run's last decision had seen; only a later change counts
 */
public record EventWait(
        UUID runId, UUID journeyId, String accountKey, Type type, String solutionInterest, long knownRevision) {

    /** Kinds of events that runs wait for. */
    public enum Type {
        COMPLETENESS_CHANGED("completeness-changed"),
        GROUP_KNOWN("group-known");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As stored. */
        public String text() {
            return text;
        }
    }
}

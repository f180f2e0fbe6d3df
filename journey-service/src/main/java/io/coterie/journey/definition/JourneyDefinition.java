package io.coterie.journey.definition;

import java.util.List;

/**
 * A journey as written, before anybody says that its graph holds together.
 *
 * @param name unique in the sandbox, without regard to case
 * @param description free text for readers; may be empty
 * @param deduplicateEmails whether one address is written to only once at the same node (§13.9)
 */
public record JourneyDefinition(String name, String description, boolean deduplicateEmails, List<Node> nodes) {

    public JourneyDefinition {
        nodes = List.copyOf(nodes);
    }
}

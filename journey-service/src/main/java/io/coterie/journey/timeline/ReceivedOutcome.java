package io.coterie.journey.timeline;

import io.coterie.contracts.ActionOutcome;
import java.util.UUID;

/** An outcome with the id of the event that brought it. */
record ReceivedOutcome(UUID eventId, ActionOutcome outcome) {}

package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An effect a journey asks for.
 *
 * @param actionId derived from run, node, visit and person; the performer applies it once
 * @param kind one of the constants of this record
 * @param visit how often the run has come to the node, from 1
 * @param personKey for actions on a person
 * @param parameters of the kind, named at its constant
 */
public record JourneyAction(
        UUID actionId,
        String kind,
        UUID journeyId,
        UUID runId,
        String nodeId,
        int visit,
        String accountKey,
        @Nullable String personKey,
        JsonNode parameters) {

    /** {@code {"email": id}}; one action per person. */
    public static final String SEND_EMAIL = "send-email";

    /** {@code {"solutionInterest": id, "recipients": [address]}}. */
    public static final String SEND_SALES_ALERT = "send-sales-alert";

    /** {@code {"destination": id}}. */
    public static final String ACTIVATE_TO_DESTINATION = "activate-to-destination";

    /** {@code {"destination": id}}. */
    public static final String DEACTIVATE_FROM_DESTINATION = "deactivate-from-destination";

    /** {@code {"solutionInterest": id, "stage": name}}. */
    public static final String UPDATE_BUYING_GROUP_STAGE = "update-buying-group-stage";

    /** {@code {"solutionInterest": id, "status": text}}. */
    public static final String UPDATE_BUYING_GROUP_STATUS = "update-buying-group-status";

    /** {@code {"solutionInterest": id, "role": name}}; on a person. */
    public static final String ASSIGN_TO_BUYING_GROUP = "assign-to-buying-group";

    /** {@code {"solutionInterest": id}}; on a person. */
    public static final String REMOVE_FROM_BUYING_GROUP = "remove-from-buying-group";
}

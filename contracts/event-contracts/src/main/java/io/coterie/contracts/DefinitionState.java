package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something people configure, as every service may need to know it.
 *
 * @param kind one of the {@code KIND_} constants; consumers ignore kinds they do not know
 * @param id unique within its kind and sandbox
 * @param status draft, live, archived, or what the kind defines
 * @param definition the document as its owner's REST interface shows it; null when only the existence matters
 */
public record DefinitionState(
        String kind,
        String id,
        String name,
        String status,
        @Nullable JsonNode definition) {

    public static final String AUDIENCE = "audience";

    /**
     * The custom fields of one kind of record. Id: {@code account} or {@code person}. Status live. Definition:
     * {@code {"fields": [{"path": "_acme.tier", "type": "string", "label": "Tier"}]}}, all fields there are; type is string,
     * integer, double, boolean or date.
     */
    public static final String SCHEMA = "schema";

    public static final String ROLES_TEMPLATE = "roles-template";
    public static final String SOLUTION_INTEREST = "solution-interest";
    public static final String STAGE_MODEL = "stage-model";
    public static final String WEIGHTING_MODEL = "weighting-model";

    /** Definition: {@code {"solutionInterest": id, "audience": id}}. Status active or deleted. */
    public static final String CREATION_JOB = "creation-job";

    public static final String JOURNEY = "journey";
    public static final String EMAIL = "email";
    public static final String DESTINATION = "destination";

    /** Id: the service that acknowledges the sandbox of the event. Status acknowledged. */
    public static final String SANDBOX_ACKNOWLEDGEMENT = "sandbox-acknowledgement";
}

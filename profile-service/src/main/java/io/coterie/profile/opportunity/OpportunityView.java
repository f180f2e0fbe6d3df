package io.coterie.profile.opportunity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity as it is kept.
 *
 * @param revision goes up by one with every change, also of its persons
 * @param persons from the opportunity-person relations, the primary one first
 */
@Schema(name = "Opportunity")
record OpportunityView(
        String opportunityKey,
        String accountKey,
        long revision,
        Instant changedAt,

        @Schema(type = SchemaType.OBJECT, description = "XDM business opportunity")
        JsonNode opportunity,

        List<PersonLink> persons) {

    /** A person who takes part. */
    @Schema(name = "OpportunityPerson")
    record PersonLink(String personKey, @Nullable String role) {}
}

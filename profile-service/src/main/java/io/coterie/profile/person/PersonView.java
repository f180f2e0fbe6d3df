package io.coterie.profile.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A person as it is kept.
 *
 * @param revision goes up by one with every change
 * @param accounts the primary account first
 */
@Schema(name = "Person")
record PersonView(
        String personKey,
        long revision,
        Instant changedAt,

        @Schema(type = SchemaType.OBJECT, description = "XDM individual profile with B2B details")
        JsonNode person,

        List<AccountLink> accounts) {

    /**
     * An account of the person.
     *
     * @param known false while the account has not arrived; the relation works once it has
     */
    record AccountLink(String accountKey, List<String> roles, boolean known) {}
}

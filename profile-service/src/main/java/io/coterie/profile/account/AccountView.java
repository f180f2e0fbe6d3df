package io.coterie.profile.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account as it is kept.
 *
 * @param revision goes up by one with every change
 */
@Schema(name = "Account")
record AccountView(
        String accountKey,
        long revision,
        Instant changedAt,

        @Schema(type = SchemaType.OBJECT, description = "XDM business account")
        JsonNode account) {}

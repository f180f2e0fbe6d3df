package io.coterie.activation.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An e-mail definition, as stored and as the interface shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EmailDefinition(
        UUID id,
        String name,
        String subject,
        @Nullable String html,
        @Nullable String text,
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        boolean operational,
        long revision,
        Instant createdAt,
        Instant updatedAt) {}

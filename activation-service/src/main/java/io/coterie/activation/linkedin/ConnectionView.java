package io.coterie.activation.linkedin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection as the interface shows it: which secrets there are, never what they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectionView(
        UUID id,
        String name,
        String baseUrl,
        String sponsoredAccount,
        String version,
        String sourcePlatform,
        @Nullable String clientId,
        boolean hasClientSecret,
        boolean hasRefreshToken,
        String status,
        @Nullable String statusReason,
        long revision,
        Instant createdAt,
        Instant updatedAt) {}

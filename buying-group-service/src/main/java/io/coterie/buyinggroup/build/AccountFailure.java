package io.coterie.buyinggroup.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account whose groups could not be built.
 *
 * @param attempts how often it was tried
 * @param retryAt when it is tried again by itself; null when it is set aside until something about it changes or somebody
 *     asks
 */
@Schema(name = "BuildFailure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountFailure(
        String account,
        int attempts,
        Instant failedAt,
        @Nullable Instant retryAt,
        String reason) {

    @JsonProperty
    String state() {
        return retryAt == null ? "setAside" : "waiting";
    }
}

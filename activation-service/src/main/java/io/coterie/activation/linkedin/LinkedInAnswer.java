package io.coterie.activation.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What came of a call. */
public sealed interface LinkedInAnswer {

    /**
     * A 2xx.
     *
     * @param createdId header {@code x-restli-id} of a creation
     * @param body a missing node when there is none
     */
    record Success(int status, Optional<String> createdId, JsonNode body) implements LinkedInAnswer {}

    /**
     * Anything else.
     *
     * @param status 0 when nothing came back
     * @param retryAfter when LinkedIn said how long to wait
     */
    record Failure(int status, String message, Optional<Duration> retryAfter) implements LinkedInAnswer {

        /** What this means for the next attempt. */
        public RetryClass retry(boolean young) {
            return status == 0 ? RetryClass.ANSWER_LOST : RetryClass.of(status, young);
        }
    }
}

package io.coterie.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details.
 *
 * @param type {@code urn:coterie:problem:<code>}
 * @param detail this occurrence, for a person
 * @param instance the request path; null outside a request
 * @param violations every offending field, empty when no input is at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        String code,
        List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:coterie:problem:";

    public static Problem of(ErrorCode code, String detail, List<Violation> violations) {
        return new Problem(
                TYPE_PREFIX + code.code(), code.title(), code.status(), detail, null, code.code(), violations);
    }

    /** How long a client should wait before it sends the same request again; empty where that would not help. */
    public Optional<Duration> retryAfter() {
        return status == 429 || status == 503 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
    }

    public Problem at(String requestPath) {
        return new Problem(type, title, status, detail, requestPath, code, violations);
    }
}

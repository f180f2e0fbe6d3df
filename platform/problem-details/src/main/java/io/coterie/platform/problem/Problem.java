package io.coterie.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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

    public Problem at(String requestPath) {
        return new Problem(type, title, status, detail, requestPath, code, violations);
    }
}

package io.coterie.activation.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * One call of the versioned API.
 *
 * @param pathAndQuery below {@code /rest}; values in the query are encoded with {@link RestLi}
 * @param restliMethod {@code X-RestLi-Method}
 */
public record LinkedInCall(HttpMethod method, String pathAndQuery, String restliMethod, Optional<JsonNode> body) {

    public static LinkedInCall get(String pathAndQuery) {
        return new LinkedInCall(HttpMethod.GET, pathAndQuery, "GET", Optional.empty());
    }

    public static LinkedInCall find(String pathAndQuery) {
        return new LinkedInCall(HttpMethod.GET, pathAndQuery, "FINDER", Optional.empty());
    }

    public static LinkedInCall create(String path, JsonNode body) {
        return new LinkedInCall(HttpMethod.POST, path, "CREATE", Optional.of(body));
    }

    public static LinkedInCall batchCreate(String path, JsonNode body) {
        return new LinkedInCall(HttpMethod.POST, path, "BATCH_CREATE", Optional.of(body));
    }

    public static LinkedInCall delete(String path) {
        return new LinkedInCall(HttpMethod.DELETE, path, "DELETE", Optional.empty());
    }
}

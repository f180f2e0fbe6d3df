package io.coterie.simulators.restli;

import org.jspecify.annotations.Nullable;

/** The error answer of LinkedIn's versioned API. */
public record ApiError(int status, @Nullable Integer serviceErrorCode, String code, String message) {

    public static ApiError invalidAccessToken() {
        return new ApiError(401, 65600, "INVALID_ACCESS_TOKEN", "Invalid access token");
    }

    public static ApiError revokedAccessToken() {
        return new ApiError(
                401, 65601, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user");
    }

    public static ApiError expiredAccessToken() {
        return new ApiError(401, 65602, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired");
    }

    public static ApiError nonexistentVersion(String version) {
        return new ApiError(426, null, "NONEXISTENT_VERSION", "Requested version " + version + " is not active");
    }

    public static ApiError throttled() {
        return new ApiError(
                429, 101, "TOO_MANY_REQUESTS", "Resource level throttle limit for calls to this resource is reached.");
    }

    public static ApiError illegalArgument(String message) {
        return new ApiError(400, 100, "ILLEGAL_ARGUMENT", message);
    }

    public static ApiError invalidParameter(String message) {
        return new ApiError(400, null, "PARAM_INVALID", message);
    }

    public static ApiError notFound(String message) {
        return new ApiError(404, null, "NOT_FOUND", message);
    }

    public static ApiError conflict(String message) {
        return new ApiError(409, null, "CONFLICT", message);
    }

    public static ApiError unprocessable(String message) {
        return new ApiError(422, null, "UNPROCESSABLE_ENTITY", message);
    }

    /** The answer LinkedIn gives with a status when nothing more is known about the cause. */
    public static ApiError ofStatus(int status) {
        return switch (status) {
            case 401 -> invalidAccessToken();
            case 403 -> new ApiError(403, 100, "ACCESS_DENIED", "Not enough permissions to access this resource");
            case 404 -> notFound("Could not find entity");
            case 408 -> new ApiError(408, null, "REQUEST_TIMEOUT", "Request timed out");
            case 409 -> conflict("Conflict");
            case 413 -> new ApiError(413, null, "REQUEST_ENTITY_TOO_LARGE", "Request entity is too large");
            case 423 -> new ApiError(423, null, "LOCKED", "Resource is locked");
            case 426 -> nonexistentVersion("of the request");
            case 429 -> throttled();
            case 503 -> new ApiError(503, null, "SERVICE_UNAVAILABLE", "Service unavailable");
            default ->
                status >= 500
                        ? new ApiError(status, null, "INTERNAL_SERVER_ERROR", "Internal Server Error")
                        : new ApiError(status, null, "BAD_REQUEST", "Bad request");
        };
    }

    public ApiException toException() {
        return new ApiException(this);
    }
}

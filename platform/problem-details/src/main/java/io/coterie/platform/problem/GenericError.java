package io.coterie.platform.problem;

import java.util.Locale;

/** Refusals that any endpoint can give. */
public enum GenericError implements ErrorCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    INVALID_BODY(400, "The body does not have the expected shape"),
    INVALID_PARAMETER(400, "A parameter does not have the expected form"),
    UNAUTHORIZED(401, "A valid bearer token is needed"),
    FORBIDDEN(403, "The token does not permit this"),
    SANDBOX_FORBIDDEN(403, "The sandbox is not open to this token"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The resource does not offer this method"),
    NOT_ACCEPTABLE(406, "The resource cannot answer in the media type asked for"),
    CONFLICT(409, "The present state does not allow this"),
    PRECONDITION_FAILED(412, "The record has changed since it was read"),
    PAYLOAD_TOO_LARGE(413, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    INVALID_DEFINITION(422, "The definition is well-formed but cannot work"),
    PRECONDITION_REQUIRED(428, "The request must say which version it changes"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "The service cannot do this right now");

    private final int status;
    private final String title;

    GenericError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    static GenericError ofStatus(int status) {
        return switch (status) {
            case 400 -> INVALID_PARAMETER;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_DEFINITION;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> INTERNAL_ERROR;
        };
    }
}

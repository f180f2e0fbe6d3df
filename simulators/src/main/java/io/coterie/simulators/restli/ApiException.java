package io.coterie.simulators.restli;

/** Ends a call with an {@link ApiError}. */
public final class ApiException extends RuntimeException {

    private final transient ApiError error;

    ApiException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}

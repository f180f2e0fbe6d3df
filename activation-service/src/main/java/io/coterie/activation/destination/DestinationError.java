package io.coterie.activation.destination;

import io.coterie.platform.problem.ErrorCode;

/** Why a destination is not saved. */
enum DestinationError implements ErrorCode {
    DESTINATION_INVALID("destination-invalid", 422, "The destination cannot work as it is"),
    DESTINATION_NAME_TAKEN("destination-name-taken", 409, "Another destination has this name"),
    CONNECTION_UNKNOWN("destination-connection-unknown", 422, "The destination names a connection that does not exist");

    private final String code;
    private final int status;
    private final String title;

    DestinationError(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

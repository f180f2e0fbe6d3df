package io.coterie.activation.lead;

import io.coterie.platform.problem.ErrorCode;

/** Why a webhook or a subscription is refused. */
enum LeadError implements ErrorCode {
    SIGNATURE_INVALID("lead-webhook-signature-invalid", 401, "The notification is not signed by LinkedIn"),
    SUBSCRIPTION_REFUSED("lead-subscription-refused", 422, "LinkedIn refuses the subscription"),
    SECRET_MISSING("lead-subscription-secret-missing", 409, "The connection has no client secret");

    private final String code;
    private final int status;
    private final String title;

    LeadError(String code, int status, String title) {
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

package io.coterie.activation.lead;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Subscribes a connection's lead webhook at LinkedIn. */
@Path("/v1/linkedin-connections/{id}/lead-subscription")
class LeadSubscriptionResource {

    private static final Pattern BASE_URL = Pattern.compile("https?://[^\\s?#]+");

    private final LeadSubscriptions subscriptions;
    private final CurrentSandbox current;

    LeadSubscriptionResource(LeadSubscriptions subscriptions, CurrentSandbox current) {
        this.subscriptions = subscriptions;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    public Uni<Response> subscribe(UUID id, @Nullable SubscribeRequest request) {
        String baseUrl = request == null ? null : request.webhookBaseUrl();
        if (baseUrl == null || !BASE_URL.matcher(baseUrl.strip()).matches()) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY,
                    "/webhookBaseUrl",
                    "Expected the public base URL of this service, which LinkedIn wants to begin with https://.");
        }
        return subscriptions
                .subscribe(current.sandbox(), id, baseUrl)
                .map(subscription -> Response.status(Response.Status.CREATED)
                        .entity(subscription)
                        .build());
    }

    /** @param webhookBaseUrl where LinkedIn reaches this service */
    record SubscribeRequest(@Nullable String webhookBaseUrl) {}
}

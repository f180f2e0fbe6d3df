package io.coterie.activation.lead;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Subscribes a connection's lead webhook at LinkedIn. */
@Path("/v1/linkedin-connections/{id}/lead-subscription")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "LinkedIn connections")
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
    @Operation(summary = "Subscribe a connection's lead webhook at LinkedIn")
    @APIResponseSchema(
            value = LeadSubscriptions.Subscription.class,
            responseCode = "201",
            responseDescription = "Subscribed")
    public Uni<RestResponse<LeadSubscriptions.Subscription>> subscribe(UUID id, @Nullable SubscribeRequest request) {
        String baseUrl = request == null ? null : request.webhookBaseUrl();
        if (baseUrl == null || !BASE_URL.matcher(baseUrl.strip()).matches()) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY,
                    "/webhookBaseUrl",
                    "Expected the public base URL of this service, which LinkedIn wants to begin with https://.");
        }
        return subscriptions
                .subscribe(current.sandbox(), id, baseUrl)
                .map(subscription -> RestResponse.status(RestResponse.Status.CREATED, subscription));
    }

    /** @param webhookBaseUrl where LinkedIn reaches this service */
    record SubscribeRequest(@Nullable String webhookBaseUrl) {}
}

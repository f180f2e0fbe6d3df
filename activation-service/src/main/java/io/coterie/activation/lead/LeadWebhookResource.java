package io.coterie.activation.lead;

import io.coterie.activation.lead.LeadWebhooks.Challenge;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Unscoped;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Called by LinkedIn. Public: the signed token names sandbox and connection, the signature proves the sender. */
@Path("/v1/lead-webhooks/{token}")
@Unscoped
@PermitAll
@Tag(
        name = "Lead webhooks",
        description = "Called by LinkedIn; the signed token in the path names sandbox and connection")
class LeadWebhookResource {

    private final LeadWebhooks webhooks;

    LeadWebhookResource(LeadWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answer LinkedIn's challenge")
    public Uni<Challenge> challenge(String token, @QueryParam("challengeCode") @Nullable String challengeCode) {
        return webhooks.answer(token, challengeCode);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take in the notification of a lead",
            description = "The signature covers the raw bytes of the body.")
    @APIResponse(responseCode = "200", description = "Taken in")
    public Uni<RestResponse<Void>> notification(
            String token, @HeaderParam(LeadSignature.HEADER) @Nullable String signature, byte @Nullable [] body) {
        if (body == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        return webhooks.receive(token, body, signature).map(_ -> RestResponse.ok());
    }
}

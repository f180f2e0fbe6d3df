package io.coterie.activation.suppression;

import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.suppression.Suppressions.Suppression;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Addresses that must not be written to. */
@Path("/v1/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suppressions", description = "Addresses that must not be written to")
class SuppressionResource {

    private final Suppressions suppressions;
    private final CurrentSandbox current;

    SuppressionResource(Suppressions suppressions, CurrentSandbox current) {
        this.suppressions = suppressions;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "List suppressed addresses")
    public Uni<RestResponse<Page<Suppression>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return suppressions
                .list(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, Suppression::address).response(uri));
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Suppress an address")
    @APIResponse(responseCode = "201", description = "Suppressed")
    @APIResponse(responseCode = "200", description = "It was suppressed already")
    public Uni<RestResponse<SuppressedView>> add(@Nullable SuppressRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        EmailAddress address = address("/address", request.address());
        SuppressionReason reason = reason(request.reason());
        return suppressions
                .add(current.sandbox(), address, reason, request.note(), current.actor())
                .map(added -> RestResponse.status(
                        added ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        new SuppressedView(address.value())));
    }

    @DELETE
    @Path("/{address}")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Let an address be written to again")
    @APIResponse(responseCode = "204", description = "Not suppressed any more")
    public Uni<RestResponse<Void>> remove(String address) {
        return suppressions
                .remove(current.sandbox(), address("address", address))
                .map(removed -> {
                    if (!removed) {
                        throw ProblemException.notFound("a suppressed address", address);
                    }
                    return RestResponse.noContent();
                });
    }

    private static EmailAddress address(String field, @Nullable String text) {
        return EmailAddress.parse(text == null ? "" : text)
                .orElseThrow(() ->
                        ProblemException.ofField(GenericError.INVALID_BODY, field, "Expected an e-mail address."));
    }

    private static SuppressionReason reason(@Nullable String word) {
        return SuppressionReason.ofWord(word == null ? SuppressionReason.OPERATOR.word() : word)
                .orElseThrow(() -> ProblemException.ofField(
                        GenericError.INVALID_BODY,
                        "/reason",
                        "Expected unsubscribed, complaint, hard-bounce or operator."));
    }

    /**
     * @param reason operator when absent
     */
    record SuppressRequest(
            @Nullable String address,
            @Nullable String reason,
            @Nullable String note) {}

    record SuppressedView(String address) {}
}

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Addresses that must not be written to. */
@Path("/v1/suppressions")
class SuppressionResource {

    private final Suppressions suppressions;
    private final CurrentSandbox current;

    SuppressionResource(Suppressions suppressions, CurrentSandbox current) {
        this.suppressions = suppressions;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_EMAILS)
    public Uni<Response> list(
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
    public Uni<Response> add(@Nullable SuppressRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        EmailAddress address = address("/address", request.address());
        SuppressionReason reason = reason(request.reason());
        return suppressions
                .add(current.sandbox(), address, reason, request.note(), current.actor())
                .map(added -> Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                        .entity(new SuppressedView(address.value()))
                        .build());
    }

    @DELETE
    @Path("/{address}")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    public Uni<Response> remove(String address) {
        return suppressions
                .remove(current.sandbox(), address("address", address))
                .map(removed -> {
                    if (!removed) {
                        throw ProblemException.notFound("a suppressed address", address);
                    }
                    return Response.noContent().build();
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

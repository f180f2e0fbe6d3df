package io.coterie.activation.delivery;

import io.coterie.activation.delivery.DeliveryService.Filter;
import io.coterie.activation.delivery.DeliveryService.Summary;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Messages and where they are; an operator decides about uncertain ones. */
@Path("/v1/deliveries")
@Tag(name = "Deliveries", description = "Messages and where they are; an operator decides about uncertain ones")
class DeliveryResource {

    private final DeliveryService deliveries;
    private final CurrentSandbox current;

    DeliveryResource(DeliveryService deliveries, CurrentSandbox current) {
        this.deliveries = deliveries;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "List messages, filtered by what is given")
    public Uni<RestResponse<Page<DeliveryView>>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("journey") @Nullable UUID journey,
            @QueryParam("account") @Nullable String account,
            @QueryParam("person") @Nullable String person,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        if (state != null && DeliveryState.ofWord(state).isEmpty()) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER,
                    "state",
                    "Expected queued, claimed, handing-over, sent, failed, suppressed or uncertain.");
        }
        int size = Cursor.limit(limit);
        return deliveries
                .list(
                        current.sandbox(),
                        new Filter(state, kind, journey, account, person),
                        Cursor.decodeId(cursor).orElse(Cursor.FIRST_ID),
                        size + 1)
                .map(rows -> Page.of(rows, size, row -> row.id().toString()).response(uri));
    }

    @GET
    @Path("/summary")
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "Count messages by state, of one journey")
    public Uni<Summary> summary(@QueryParam("journey") @Nullable UUID journey) {
        return deliveries.summary(current.sandbox(), journey);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "Read a message")
    public Uni<DeliveryView> get(UUID id) {
        return deliveries.get(current.sandbox(), id);
    }

    @POST
    @Path("/{id}/resend")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Send an uncertain message again")
    public Uni<DeliveryView> resend(UUID id) {
        return deliveries.resend(current.sandbox(), id, current.actor());
    }

    @POST
    @Path("/{id}/settle")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Say what became of an uncertain message")
    public Uni<DeliveryView> settle(UUID id, @Nullable SettleRequest request) {
        if (request == null || request.delivered() == null) {
            throw ProblemException.ofField(GenericError.INVALID_BODY, "/delivered", "Expected true or false.");
        }
        return deliveries.settle(current.sandbox(), id, request.delivered(), request.note(), current.actor());
    }

    /**
     * @param delivered what the operator has found out
     * @param note how, for the record
     */
    record SettleRequest(
            @Nullable Boolean delivered, @Nullable String note) {}
}

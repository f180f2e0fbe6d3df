package io.coterie.activation.destination;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Destinations that accounts are activated to. */
@Path("/v1/destinations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Destinations", description = "LinkedIn audiences that accounts are activated to")
class DestinationResource {

    private final DestinationService destinations;
    private final CurrentSandbox current;

    DestinationResource(DestinationService destinations, CurrentSandbox current) {
        this.destinations = destinations;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    @Operation(summary = "Create a destination")
    @APIResponseSchema(value = DestinationView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<DestinationView>> create(@Nullable DestinationRequest request) {
        return destinations
                .create(current.sandbox(), DestinationSettings.of(body(request)), current.actor())
                .map(view -> answer(
                        ResponseBuilder.<DestinationView>created(URI.create("/v1/destinations/" + view.id())), view));
    }

    @PUT
    @Path("/by-name/{name}")
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    @Operation(
            summary = "Declare a destination under its name",
            description = "So that it can be kept in version control; the same body again changes nothing.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<DestinationView>> declare(String name, @Nullable DestinationRequest request) {
        return destinations
                .declare(current.sandbox(), DestinationSettings.of(body(request).withName(name)), current.actor())
                .map(declared -> answer(
                        declared.created()
                                ? ResponseBuilder.<DestinationView>created(URI.create("/v1/destinations/"
                                        + declared.destination().id()))
                                : ResponseBuilder.ok(),
                        declared.destination()));
    }

    @GET
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    @Operation(summary = "List destinations")
    public Uni<RestResponse<Page<DestinationView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return destinations
                .list(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, DestinationView::name).response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    @Operation(summary = "Read a destination")
    public Uni<RestResponse<DestinationView>> get(UUID id) {
        return destinations.get(current.sandbox(), id).map(view -> answer(ResponseBuilder.ok(), view));
    }

    @GET
    @Path("/{id}/members")
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    @Operation(summary = "List the accounts of a destination and how far each has come")
    public Uni<RestResponse<Page<MemberView>>> members(
            UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return destinations
                .members(current.sandbox(), id, Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, MemberView::accountKey).response(uri));
    }

    @POST
    @Path("/{id}/retry")
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    @Operation(summary = "Try again what LinkedIn refused")
    public Uni<DestinationView> tryAgain(UUID id) {
        return destinations.tryAgain(current.sandbox(), id);
    }

    private static DestinationRequest body(@Nullable DestinationRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        return request;
    }

    private static RestResponse<DestinationView> answer(
            ResponseBuilder<DestinationView> builder, DestinationView view) {
        return builder.entity(view).tag(Long.toString(view.revision())).build();
    }
}

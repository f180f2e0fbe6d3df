package io.coterie.activation.linkedin;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Connections to LinkedIn ad accounts. */
@Path("/v1/linkedin-connections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "LinkedIn connections", description = "Connections to LinkedIn ad accounts")
class ConnectionResource {

    private final ConnectionService connections;
    private final CurrentSandbox current;

    ConnectionResource(ConnectionService connections, CurrentSandbox current) {
        this.connections = connections;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    @Operation(summary = "Create a connection")
    @APIResponseSchema(value = ConnectionView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<ConnectionView>> create(@Nullable ConnectionRequest request) {
        return connections
                .create(current.sandbox(), ConnectionSettings.of(body(request), false), current.actor())
                .map(view -> answer(
                        ResponseBuilder.<ConnectionView>created(URI.create("/v1/linkedin-connections/" + view.id())),
                        view));
    }

    @GET
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    @Operation(summary = "List connections")
    public Uni<RestResponse<Page<ConnectionView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return connections
                .list(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, ConnectionView::name).response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    @Operation(summary = "Read a connection")
    public Uni<RestResponse<ConnectionView>> get(UUID id) {
        return connections.get(current.sandbox(), id).map(view -> answer(ResponseBuilder.ok(), view));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    @Operation(summary = "Change a connection", description = "Without a secret in the body the present one stays.")
    public Uni<RestResponse<ConnectionView>> update(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable ConnectionRequest request) {
        if (ifMatch == null) {
            throw ProblemException.ofField(
                    GenericError.PRECONDITION_REQUIRED,
                    "If-Match",
                    "Expected the entity tag of the version to change.");
        }
        return connections
                .update(current.sandbox(), id, ifMatch, ConnectionSettings.of(body(request), true), current.actor())
                .map(view -> answer(ResponseBuilder.ok(), view));
    }

    private static ConnectionRequest body(@Nullable ConnectionRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        return request;
    }

    private static RestResponse<ConnectionView> answer(ResponseBuilder<ConnectionView> builder, ConnectionView view) {
        return builder.entity(view).tag(Long.toString(view.revision())).build();
    }
}

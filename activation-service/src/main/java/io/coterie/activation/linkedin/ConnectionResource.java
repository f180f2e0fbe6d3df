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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections to LinkedIn ad accounts. */
@Path("/v1/linkedin-connections")
class ConnectionResource {

    private final ConnectionService connections;
    private final CurrentSandbox current;

    ConnectionResource(ConnectionService connections, CurrentSandbox current) {
        this.connections = connections;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    public Uni<Response> create(@Nullable ConnectionRequest request) {
        return connections
                .create(current.sandbox(), ConnectionSettings.of(body(request), false), current.actor())
                .map(view -> answer(Response.created(URI.create("/v1/linkedin-connections/" + view.id())), view));
    }

    @GET
    @RolesAllowed(Permissions.VIEW_DESTINATIONS)
    public Uni<Response> list(
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
    public Uni<Response> get(UUID id) {
        return connections.get(current.sandbox(), id).map(view -> answer(Response.ok(), view));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_DESTINATIONS)
    public Uni<Response> update(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable ConnectionRequest request) {
        if (ifMatch == null) {
            throw ProblemException.ofField(
                    GenericError.PRECONDITION_REQUIRED,
                    "If-Match",
                    "Expected the entity tag of the version to change.");
        }
        return connections
                .update(current.sandbox(), id, ifMatch, ConnectionSettings.of(body(request), true), current.actor())
                .map(view -> answer(Response.ok(), view));
    }

    private static ConnectionRequest body(@Nullable ConnectionRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        return request;
    }

    private static Response answer(Response.ResponseBuilder builder, ConnectionView view) {
        return builder.entity(view).tag(Long.toString(view.revision())).build();
    }
}

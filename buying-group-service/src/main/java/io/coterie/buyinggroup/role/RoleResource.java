package io.coterie.buyinggroup.role;

import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The roles people can play in a decision (§9.2). They are managed with the templates that use them (D-76). */
@Path("/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Roles", description = "The roles people can play in a decision")
class RoleResource {

    private final RoleService roles;
    private final CurrentSandbox current;

    RoleResource(RoleService roles, CurrentSandbox current) {
        this.roles = roles;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    @Operation(summary = "List roles")
    public Uni<Page<RoleView>> list() {
        return roles.list(current.sandbox()).map(items -> new Page<>(items, null));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    @Operation(summary = "Read a role")
    public Uni<RestResponse<RoleView>> read(@PathParam("id") String id) {
        return roles.read(current.sandbox(), id).map(RoleResource::found);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Create a role")
    @APIResponseSchema(value = RoleView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<RoleView>> create(@NotNull RoleRequest request) {
        return roles.create(current.sandbox(), current.actor(), request)
                .map(role -> TaggedResponse.created(URI.create("/v1/roles/" + role.id()), role, role.revision()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Change a role")
    public Uni<RestResponse<RoleView>> update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull RoleRequest request) {
        return roles.update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(RoleResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Delete a role")
    public Uni<Void> delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return roles.delete(current.sandbox(), id, ifMatch);
    }

    private static RestResponse<RoleView> found(RoleView role) {
        return TaggedResponse.ok(role, role.revision());
    }
}

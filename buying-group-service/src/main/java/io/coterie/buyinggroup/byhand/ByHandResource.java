package io.coterie.buyinggroup.byhand;

import io.coterie.buyinggroup.groupview.GroupView;
import io.coterie.platform.paging.TaggedResponse;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Buying groups changed by hand (§9.6, §12). */
@Path("/v1/buying-groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Buying groups")
class ByHandResource {

    private final MembershipService memberships;
    private final StageService stages;
    private final CurrentSandbox current;

    ByHandResource(MembershipService memberships, StageService stages, CurrentSandbox current) {
        this.memberships = memberships;
        this.stages = stages;
        this.current = current;
    }

    @POST
    @Path("/{id}/members")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Assign persons to roles by hand")
    public Uni<RestResponse<GroupView>> assign(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull MembersRequest request) {
        return memberships
                .assign(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(ByHandResource::found);
    }

    @POST
    @Path("/{id}/members/change-role")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Change the roles of members by hand")
    public Uni<RestResponse<GroupView>> changeRoles(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull MembersRequest request) {
        return memberships
                .changeRoles(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(ByHandResource::found);
    }

    @POST
    @Path("/{id}/members/remove")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Remove members by hand")
    public Uni<RestResponse<GroupView>> remove(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull RemovalRequest request) {
        return memberships
                .remove(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(ByHandResource::found);
    }

    @PUT
    @Path("/{id}/stage")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Move the group to a stage by hand")
    public Uni<RestResponse<GroupView>> move(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull StageRequest request) {
        return stages.move(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(ByHandResource::found);
    }

    @PUT
    @Path("/{id}/status")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Change the status of the group")
    public Uni<RestResponse<GroupView>> status(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull StatusRequest request) {
        return stages.status(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(ByHandResource::found);
    }

    private static RestResponse<GroupView> found(GroupView group) {
        return TaggedResponse.ok(group, group.revision());
    }
}

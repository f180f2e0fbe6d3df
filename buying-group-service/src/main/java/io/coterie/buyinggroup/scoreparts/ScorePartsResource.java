package io.coterie.buyinggroup.scoreparts;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where a group's score comes from, part by part (D-44). */
@Path("/v1/buying-groups/{id}/engagement")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Buying groups")
class ScorePartsResource {

    private final ScorePartsService scores;
    private final CurrentSandbox current;

    ScorePartsResource(ScorePartsService scores, CurrentSandbox current) {
        this.scores = scores;
        this.current = current;
    }

    @GET
    @Operation(summary = "A group's score of the last run with its parts: raw value, root, model and window")
    public Uni<GroupParts> ofGroup(@PathParam("id") UUID id) {
        return scores.ofGroup(current.sandbox(), id);
    }

    @GET
    @Path("/members")
    @Operation(summary = "Each member's score of the last run with its parts, in the order of the persons' keys")
    public Uni<RestResponse<Page<MemberParts>>> ofMembers(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return scores.ofMembers(current.sandbox(), id, Cursor.decode(cursor), size + 1)
                .map(members -> Page.of(members, size, MemberParts::personKey).response(uri));
    }
}

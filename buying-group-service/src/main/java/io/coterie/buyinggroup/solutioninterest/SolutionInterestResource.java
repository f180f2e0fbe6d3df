package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What buying groups decide about (§9.4). */
@Path("/v1/solution-interests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Solution interests")
class SolutionInterestResource {

    private final SolutionInterestService interests;
    private final CurrentSandbox current;

    SolutionInterestResource(SolutionInterestService interests, CurrentSandbox current) {
        this.interests = interests;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_SOLUTION_INTERESTS)
    public Uni<Response> list(
            @QueryParam("name") @DefaultValue("") String namePrefix,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return interests
                .list(current.sandbox(), ListPlace.after(cursor), namePrefix, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_SOLUTION_INTERESTS)
    public Uni<Response> read(@PathParam("id") UUID id) {
        return interests.read(current.sandbox(), id).map(SolutionInterestResource::found);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    public Uni<Response> create(@NotNull SolutionInterestRequest request) {
        return interests.create(current.sandbox(), current.actor(), request).map(SolutionInterestResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    public Uni<Response> declare(@PathParam("name") String name, @NotNull SolutionInterestRequest request) {
        return interests
                .declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.interest()) : found(declared.interest()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    public Uni<Response> update(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull SolutionInterestRequest request) {
        return interests
                .update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(SolutionInterestResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    public Uni<Void> delete(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("cascade") @DefaultValue("false") boolean cascade) {
        return interests.delete(current.sandbox(), current.actor(), id, ifMatch, cascade);
    }

    private static Response created(SolutionInterest interest) {
        return Response.created(URI.create("/v1/solution-interests/" + interest.id()))
                .header("ETag", EntityTags.of(interest.revision()))
                .entity(SolutionInterestView.of(interest))
                .build();
    }

    private static Response found(SolutionInterest interest) {
        return Response.ok(SolutionInterestView.of(interest))
                .header("ETag", EntityTags.of(interest.revision()))
                .build();
    }
}

package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What buying groups decide about (§9.4). */
@Path("/v1/solution-interests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Solution interests", description = "What buying groups decide about")
class SolutionInterestResource {

    private final SolutionInterestService interests;
    private final CurrentSandbox current;

    SolutionInterestResource(SolutionInterestService interests, CurrentSandbox current) {
        this.interests = interests;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_SOLUTION_INTERESTS)
    @Operation(summary = "List solution interests, by the beginning of the name")
    public Uni<RestResponse<Page<ListedInterestView>>> list(
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
    @Operation(summary = "Read a solution interest")
    public Uni<RestResponse<SolutionInterestView>> read(@PathParam("id") UUID id) {
        return interests.read(current.sandbox(), id).map(SolutionInterestResource::found);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    @Operation(summary = "Create a solution interest")
    @APIResponseSchema(value = SolutionInterestView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<SolutionInterestView>> create(@NotNull SolutionInterestRequest request) {
        return interests.create(current.sandbox(), current.actor(), request).map(SolutionInterestResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    @Operation(
            summary = "Declare a solution interest under its name",
            description = "Makes it what the body says; the same body again changes nothing.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<SolutionInterestView>> declare(
            @PathParam("name") String name, @NotNull SolutionInterestRequest request) {
        return interests
                .declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.definition()) : found(declared.definition()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_SOLUTION_INTERESTS)
    @Operation(summary = "Change a solution interest")
    public Uni<RestResponse<SolutionInterestView>> update(
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
    @Operation(summary = "Delete a solution interest")
    public Uni<Void> delete(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("cascade") @DefaultValue("false") boolean cascade) {
        return interests.delete(current.sandbox(), current.actor(), id, ifMatch, cascade);
    }

    private static RestResponse<SolutionInterestView> created(SolutionInterest interest) {
        return TaggedResponse.created(
                URI.create("/v1/solution-interests/" + interest.id()),
                SolutionInterestView.of(interest),
                interest.revision());
    }

    private static RestResponse<SolutionInterestView> found(SolutionInterest interest) {
        return TaggedResponse.ok(SolutionInterestView.of(interest), interest.revision());
    }
}

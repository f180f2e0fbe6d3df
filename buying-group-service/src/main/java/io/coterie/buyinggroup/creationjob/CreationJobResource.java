package io.coterie.buyinggroup.creationjob;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Standing orders for buying groups (§9.5). */
@Path("/v1/creation-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Creation jobs", description = "Standing orders for buying groups")
class CreationJobResource {

    private final CreationJobService jobs;
    private final CurrentSandbox current;

    CreationJobResource(CreationJobService jobs, CurrentSandbox current) {
        this.jobs = jobs;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "List creation jobs, of one solution interest")
    public Uni<RestResponse<Page<CreationJobView>>> list(
            @QueryParam("solutionInterest") @Nullable UUID solutionInterest,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return jobs.list(current.sandbox(), ListPlace.after(cursor), solutionInterest, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "Read a creation job")
    public Uni<RestResponse<CreationJobView>> read(@PathParam("id") UUID id) {
        return jobs.read(current.sandbox(), id).map(job -> TaggedResponse.ok(job, job.revision()));
    }

    @POST
    @Path("/estimate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Estimate how many buying groups a creation job would make")
    public Uni<Estimate> estimate(@NotNull CreationJobRequest request) {
        return jobs.estimate(current.sandbox(), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(
            summary = "Create a creation job",
            description = "Its buying groups are made afterwards and kept by events.")
    @APIResponseSchema(value = CreationJobView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<CreationJobView>> create(@NotNull CreationJobRequest request) {
        return jobs.create(current.sandbox(), current.actor(), request)
                .map(job -> TaggedResponse.created(URI.create("/v1/creation-jobs/" + job.id()), job, job.revision()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Delete a creation job")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return jobs.delete(current.sandbox(), current.actor(), id, ifMatch);
    }

    @POST
    @Path("/{id}/runs")
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(
            summary = "Run a creation job now",
            description = "Looks at every account of the audience again, now instead of at night.")
    @APIResponseSchema(value = CreationJobRun.class, responseCode = "202", responseDescription = "Taken on")
    public Uni<RestResponse<CreationJobRun>> run(@PathParam("id") UUID id) {
        return jobs.run(current.sandbox(), id)
                .map(run -> ResponseBuilder.accepted(run)
                        .location(URI.create("/v1/creation-jobs/" + id + "/runs"))
                        .build());
    }

    @GET
    @Path("/{id}/runs")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "List the runs of a creation job, the newest first")
    public Uni<RestResponse<Page<CreationJobRun>>> runs(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return jobs.runsOf(current.sandbox(), id, Cursor.decodeId(cursor), Cursor.limit(limit))
                .map(page -> page.response(uri));
    }
}

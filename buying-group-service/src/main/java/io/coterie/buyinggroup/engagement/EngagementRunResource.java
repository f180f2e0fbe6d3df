package io.coterie.buyinggroup.engagement;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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

/** Computations of all engagement scores of a sandbox (§11). */
@Path("/v1/engagement-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Engagement runs", description = "Computations of all engagement scores of a sandbox")
class EngagementRunResource {

    private final EngagementRunService runs;
    private final CurrentSandbox current;

    EngagementRunResource(EngagementRunService runs, CurrentSandbox current) {
        this.runs = runs;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "List runs, the latest first")
    public Uni<RestResponse<Page<EngagementRun>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return runs.list(current.sandbox(), cursor, Cursor.limit(limit)).map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Read a run")
    public Uni<EngagementRun> read(@PathParam("id") UUID id) {
        return runs.read(current.sandbox(), id);
    }

    /** Computes all scores again, now instead of at night. */
    @POST
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Compute all scores again, now instead of at night")
    @APIResponseSchema(value = EngagementRun.class, responseCode = "202", responseDescription = "Taken on")
    public Uni<RestResponse<EngagementRun>> begin() {
        return runs.begin(current.sandbox(), current.actor())
                .map(run -> ResponseBuilder.accepted(run)
                        .location(URI.create("/v1/engagement-runs/" + run.id()))
                        .build());
    }
}

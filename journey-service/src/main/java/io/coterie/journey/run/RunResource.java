package io.coterie.journey.run;

import io.coterie.journey.timeline.TimelineEntryView;
import io.coterie.journey.timeline.TimelineReader;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One account inside one journey, to look at. */
@Path("/v1/runs")
@Tag(name = "Runs", description = "One account inside one journey, to look at")
@RolesAllowed(Permissions.VIEW_ACCOUNT_JOURNEYS)
class RunResource {

    private final RunReader runs;
    private final TimelineReader timelines;
    private final CurrentSandbox current;

    RunResource(RunReader runs, TimelineReader timelines, CurrentSandbox current) {
        this.runs = runs;
        this.timelines = timelines;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "List runs, of one journey, at one node, in one status or of one account",
            description =
                    "status=active: all that are not over; sort=-enteredAt: an account's, the last entered first.")
    public Uni<RestResponse<Page<RunView>>> list(
            @QueryParam("journey") @Nullable String journey,
            @QueryParam("status") @Nullable String status,
            @QueryParam("node") @Nullable String node,
            @QueryParam("account") @Nullable String account,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        RunFilter filter = RunFilter.of(journey, status, node, account, sort);
        return runs.page(current.sandbox(), filter, cursor, Cursor.limit(limit)).map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a run")
    public Uni<RunView> read(UUID id) {
        return runs.require(current.sandbox(), id);
    }

    @GET
    @Path("/{id}/timeline")
    @Operation(summary = "Read what happened in a run, oldest first, with the outcomes of its actions")
    public Uni<RestResponse<Page<TimelineEntryView>>> timeline(
            UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return runs.require(current.sandbox(), id)
                .chain(run -> timelines.page(current.sandbox(), id, Cursor.decode(cursor), Cursor.limit(limit)))
                .map(page -> page.response(uri));
    }
}

package io.coterie.buyinggroup.history;

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

/** Groups as of any instant, their values over time, and how long things took (BEY-04). */
@Path("/v1/buying-groups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(
        name = "History of buying groups",
        description = "Groups as of any instant, their values over time, and how long things took")
class HistoryResource {

    private final HistoryReader reader;
    private final CurrentSandbox current;

    HistoryResource(HistoryReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Path("/as-of")
    @Operation(summary = "Groups as they were at an instant, in the order of their ids; now when none is given")
    public Uni<RestResponse<Page<PastGroupLine>>> listAt(
            @QueryParam("at") @Nullable String at,
            @QueryParam("solutionInterest") @Nullable String solutionInterest,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.listAt(current.sandbox(), at, solutionInterest, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/reached")
    @Operation(summary = "Groups that first reached a completeness or engagement in a period, the earliest first")
    public Uni<RestResponse<Page<ReachedView>>> reachedByAll(
            @QueryParam("metric") @Nullable String metric,
            @QueryParam("value") @Nullable String value,
            @QueryParam("solutionInterest") @Nullable String solutionInterest,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.reachedByAll(
                        current.sandbox(), metric, value, solutionInterest, from, to, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}/as-of")
    @Operation(summary = "A group with its members as they were at an instant, also one deleted since")
    public Uni<PastGroupView> at(@PathParam("id") UUID id, @QueryParam("at") @Nullable String at) {
        return reader.at(current.sandbox(), id, at);
    }

    @GET
    @Path("/{id}/series")
    @Operation(summary = "Every value of completeness, engagement or members, from the one at the beginning on")
    public Uni<RestResponse<Page<SeriesPoint>>> series(
            @PathParam("id") UUID id,
            @QueryParam("metric") @Nullable String metric,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.series(current.sandbox(), id, metric, from, to, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}/reached")
    @Operation(summary = "When the group was first at least at a value, and since when it is")
    public Uni<CrossingsView> reached(
            @PathParam("id") UUID id,
            @QueryParam("metric") @Nullable String metric,
            @QueryParam("value") @Nullable String value) {
        return reader.reached(current.sandbox(), id, metric, value);
    }

    @GET
    @Path("/{id}/times")
    @Operation(summary = "How long the group took to be complete, and how long it was in each stage")
    public Uni<GroupTimesView> times(@PathParam("id") UUID id) {
        return reader.times(current.sandbox(), id);
    }
}

package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.browse.SearchParameters;
import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The engagement dashboard (§17.2); every number is defined in docs/reference/metrics.md. */
@Path("/v1/engagement-dashboard")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
@RolesAllowed(Permissions.VIEW_ENGAGEMENT_DASHBOARD)
@Tag(name = "Dashboards", description = "Counts and series over many groups, each defined in the reference of metrics")
class EngagedResource {

    private final EngagedReader reader;
    private final CurrentSandbox current;

    EngagedResource(EngagedReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(summary = "How many accounts, groups and people engaged on the days asked for, and accounts by month")
    public Uni<RestResponse<EngagedView>> view(
            @BeanParam SearchParameters groups, @BeanParam EngagedFilter filter, @Context HttpHeaders headers) {
        return reader.view(current.sandbox(), groups.search(), filter)
                .map(view -> CsvTable.answer(headers, view, view::table));
    }

    @GET
    @Path("/accounts")
    @Operation(summary = "The accounts behind the counts, the most active first")
    public Uni<RestResponse<Page<EngagedLine>>> accounts(
            @BeanParam SearchParameters groups,
            @BeanParam EngagedFilter filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return lines(Population.ACCOUNTS, groups, filter, cursor, limit, headers, uri);
    }

    @GET
    @Path("/buying-groups")
    @Operation(summary = "The groups behind the counts, the most active first")
    public Uni<RestResponse<Page<EngagedLine>>> groups(
            @BeanParam SearchParameters groups,
            @BeanParam EngagedFilter filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return lines(Population.GROUPS, groups, filter, cursor, limit, headers, uri);
    }

    @GET
    @Path("/people")
    @Operation(summary = "The people behind the counts, the most active first")
    public Uni<RestResponse<Page<EngagedLine>>> people(
            @BeanParam SearchParameters groups,
            @BeanParam EngagedFilter filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return lines(Population.PEOPLE, groups, filter, cursor, limit, headers, uri);
    }

    private Uni<RestResponse<Page<EngagedLine>>> lines(
            Population population,
            SearchParameters groups,
            EngagedFilter filter,
            @Nullable String cursor,
            @Nullable Integer limit,
            HttpHeaders headers,
            UriInfo uri) {
        return reader.lines(current.sandbox(), groups.search(), filter, population, cursor, Cursor.limit(limit))
                .map(page -> CsvTable.answer(headers, page, uri, lines -> EngagedTable.of(population, lines)));
    }
}

package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.buyinggroup.groupview.GroupView;
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

/** Buying groups, filtered and in any order (§13.1). */
@Path("/v1/buying-groups")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Buying groups")
class BrowseResource {

    private final BrowseReader reader;
    private final CurrentSandbox current;

    BrowseResource(BrowseReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "Groups that fulfil every filter given, the last updated first",
            description = "sort: id, name, solutionInterest, account, status, stage, rolesTemplate, completeness,"
                    + " engagement, members, createdAt or updatedAt; with '-' before it the highest first.")
    public Uni<RestResponse<Page<GroupView>>> list(
            @BeanParam SearchParameters filters,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return reader.list(current.sandbox(), filters.search(), sort, cursor, Cursor.limit(limit))
                .map(page -> CsvTable.answer(headers, page, uri, BrowseTable::of));
    }
}

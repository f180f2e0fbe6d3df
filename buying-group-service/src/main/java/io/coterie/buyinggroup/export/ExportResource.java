package io.coterie.buyinggroup.export;

import io.coterie.buyinggroup.browse.SearchParameters;
import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Accounts and their groups as CSV, written aside and downloaded when ready (§13.7). */
@Path("/v1/group-exports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Exports", description = "Accounts and their groups as CSV, written aside and downloaded when ready")
class ExportResource {

    private final ExportService exports;
    private final CurrentSandbox current;

    ExportResource(ExportService exports, CurrentSandbox current) {
        this.exports = exports;
        this.current = current;
    }

    @POST
    @Operation(
            summary = "Order a file of the groups that fulfil every filter",
            description = "Takes exactly the filters of GET /v1/buying-groups; none means every group.")
    @APIResponseSchema(value = ExportView.class, responseCode = "202", responseDescription = "Taken on")
    public Uni<RestResponse<ExportView>> begin(@BeanParam SearchParameters filters) {
        return exports.begin(current.sandbox(), current.actor(), filters.search())
                .map(export -> ResponseBuilder.accepted(export)
                        .location(URI.create(ExportView.path(export.id())))
                        .build());
    }

    @GET
    @Operation(summary = "Exports that have not expired, the latest first")
    public Uni<RestResponse<Page<ExportView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return exports.list(current.sandbox(), cursor, Cursor.limit(limit)).map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far an export is, and where its file is")
    public Uni<ExportView> read(@PathParam("id") UUID id) {
        return exports.read(current.sandbox(), id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete an export with its file, or its order")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return exports.delete(current.sandbox(), id);
    }

    @GET
    @Path("/{id}/file")
    @Produces(CsvTable.TEXT_CSV)
    @Operation(summary = "The file of an export that is ready")
    public RestMulti<String> file(@PathParam("id") UUID id) {
        Sandbox sandbox = current.sandbox();
        return RestMulti.fromUniResponse(
                exports.requireReady(sandbox, id),
                export -> exports.pieces(sandbox, export),
                export -> Map.of("Content-Disposition", List.of("attachment; filename=\"buying-groups.csv\"")));
    }
}

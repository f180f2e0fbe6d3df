package io.coterie.buyinggroup.coverage;

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

/** How many contacts hold which role, and who they are (§13.3). */
@Path("/v1/contact-coverage")
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Contact coverage", description = "How many contacts hold which role, and who they are")
class CoverageResource {

    private final CoverageReader reader;
    private final CurrentSandbox current;

    CoverageResource(CoverageReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
    @Operation(summary = "Contacts by role and solution interest; null where the template has no such role")
    public Uni<RestResponse<CoverageView>> matrix(@BeanParam CoverageFilter filter, @Context HttpHeaders headers) {
        return reader.matrix(current.sandbox(), filter)
                .map(matrix -> CsvTable.answer(headers, matrix, () -> new CsvTable(matrix.columns(), matrix.rows())));
    }

    @GET
    @Path("/contacts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The contacts who hold a role for a solution interest, the most engaged first")
    public Uni<RestResponse<ContactsView>> contacts(
            @QueryParam("solutionInterest") @Nullable String solutionInterest,
            @QueryParam("role") @Nullable String role,
            @BeanParam CoverageFilter filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.contacts(current.sandbox(), solutionInterest, role, filter, cursor, Cursor.limit(limit))
                .map(contacts -> Page.linked(contacts, contacts.next(), uri));
    }
}

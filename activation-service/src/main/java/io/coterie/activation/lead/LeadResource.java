package io.coterie.activation.lead;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Leads and the accounts they were matched to. */
@Path("/v1/leads")
@Tag(name = "Leads", description = "Leads and the accounts they were matched to")
class LeadResource {

    private final LeadService leads;
    private final CurrentSandbox current;

    LeadResource(LeadService leads, CurrentSandbox current) {
        this.leads = leads;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(
            summary = "List leads",
            description = "With matched=false the leads without account, for somebody to look at.")
    public Uni<RestResponse<Page<LeadView>>> list(
            @QueryParam("matched") @Nullable Boolean matched,
            @QueryParam("status") @Nullable String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return leads.list(current.sandbox(), Cursor.decode(cursor), matched, status, size + 1)
                .map(rows -> Page.of(rows, size, LeadView::sortKey).response(uri));
    }
}

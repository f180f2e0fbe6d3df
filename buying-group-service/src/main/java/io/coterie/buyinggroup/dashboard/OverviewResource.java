package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.browse.SearchParameters;
import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The buying groups overview (§17.1); every number is defined in docs/reference/metrics.md. */
@Path("/v1/buying-group-dashboard")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Dashboards", description = "Counts and series over many groups, each defined in the reference of metrics")
class OverviewResource {

    private final DashboardReader reader;
    private final CurrentSandbox current;

    OverviewResource(DashboardReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(summary = "Groups by band of completeness and of engagement, and by solution interest")
    public Uni<RestResponse<OverviewView>> overview(@BeanParam SearchParameters filters, @Context HttpHeaders headers) {
        return reader.overview(current.sandbox(), filters.search())
                .map(overview -> CsvTable.answer(headers, overview, overview::table));
    }
}

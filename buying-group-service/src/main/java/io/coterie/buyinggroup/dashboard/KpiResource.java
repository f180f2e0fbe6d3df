package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.browse.SearchParameters;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the groups created in a period achieve. */
@Path("/v1/buying-group-kpis")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Dashboards", description = "Counts and series over many groups, each defined in the reference of metrics")
class KpiResource {

    private final DashboardReader reader;
    private final CurrentSandbox current;

    KpiResource(DashboardReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "Median time to complete and to qualified, and the share of groups that are complete",
            description = "Of the groups created on the days from..to, by default in the past year.")
    public Uni<KpiView> kpis(
            @BeanParam SearchParameters filters,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return reader.kpis(current.sandbox(), filters.search(), from, to);
    }
}

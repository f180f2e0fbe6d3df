package io.coterie.buyinggroup.momentum;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The intelligent dashboard (§17.3); every number is defined in docs/reference/metrics.md. */
@Path("/v1/intelligent-dashboard")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
@RolesAllowed(Permissions.VIEW_INSIGHTS_DASHBOARD)
@Tag(name = "Dashboards", description = "Counts and series over many groups, each defined in the reference of metrics")
class MomentumResource {

    private final MomentumReader reader;
    private final CurrentSandbox current;

    MomentumResource(MomentumReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "Stages at the beginning and end of a period, the fastest and the stagnant groups, and accounts"
                    + " whose engagement surges or drops",
            description =
                    "Of the days from..to, by default the past six months. Accounts are compared with as many days"
                            + " before, so that twice the range must be kept; contacts by role are under"
                            + " /v1/contact-coverage and /v1/contact-overlap.")
    public Uni<RestResponse<MomentumView>> view(
            @BeanParam SearchParameters filters,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Context HttpHeaders headers) {
        return reader.view(current.sandbox(), filters.search(), from, to)
                .map(view -> CsvTable.answer(headers, view, view::table));
    }
}

package io.coterie.buyinggroup.conversion;

import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of groups that sales took over. */
@Path("/v1/buying-group-conversions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Buying group conversions", description = "What became of groups that sales took over")
class ConversionResource {

    private final ConversionReports reports;
    private final CurrentSandbox current;

    ConversionResource(ConversionReports reports, CurrentSandbox current) {
        this.reports = reports;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(
            summary = "Count what became of groups that were ready for sales",
            description =
                    "Groups that first became ready from one day until before another, by interest and week, month or"
                            + " year: how many became opportunities, how many were won, and how long it took.")
    public Uni<ConversionReport> report(
            @QueryParam("solutionInterest") @Nullable String solutionInterest,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("period") @Nullable String period) {
        return reports.report(current.sandbox(), solutionInterest, from, to, period);
    }
}

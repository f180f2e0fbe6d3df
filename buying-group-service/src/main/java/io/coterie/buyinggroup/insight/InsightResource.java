package io.coterie.buyinggroup.insight;

import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.platform.paging.Page;
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
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What happens in roles, as JSON or CSV (§13.4, D-51). */
@Path("/v1/role-insights")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TEXT_CSV})
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Role insights", description = "How roles fill, and what those who hold them do")
class InsightResource {

    private final InsightReader reader;
    private final CurrentSandbox current;

    InsightResource(InsightReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Path("/acquisition")
    @Operation(summary = "Members added, by month and role")
    public Uni<RestResponse<Page<RoleMonth>>> acquisition(
            @BeanParam InsightFilter filter, @Context HttpHeaders headers) {
        return reader.acquisition(current.sandbox(), filter).map(months -> months(headers, "additions", months));
    }

    @GET
    @Path("/engagement")
    @Operation(summary = "Activities of the holders of each role")
    public Uni<RestResponse<Page<RoleEngagement>>> engagement(
            @BeanParam InsightFilter filter, @Context HttpHeaders headers) {
        return reader.engagement(current.sandbox(), filter, false).map(roles -> roles(headers, roles));
    }

    @GET
    @Path("/engagement/by-solution-interest")
    @Operation(summary = "Activities of the holders of each role, by solution interest")
    public Uni<RestResponse<Page<RoleEngagement>>> engagementByInterest(
            @BeanParam InsightFilter filter, @Context HttpHeaders headers) {
        return reader.engagement(current.sandbox(), filter, true).map(roles -> roles(headers, roles));
    }

    @GET
    @Path("/engagement-over-time")
    @Operation(summary = "Activities of the holders of each role, by month")
    public Uni<RestResponse<Page<RoleMonth>>> engagementByMonth(
            @BeanParam InsightFilter filter, @Context HttpHeaders headers) {
        return reader.engagementByMonth(current.sandbox(), filter).map(months -> months(headers, "activities", months));
    }

    private static RestResponse<Page<RoleMonth>> months(HttpHeaders headers, String counted, List<RoleMonth> months) {
        return CsvTable.answer(
                headers,
                new Page<>(months, null),
                () -> new CsvTable(
                        List.of("month", "role", counted),
                        months.stream()
                                .map(one -> List.<Object>of(one.month(), one.role(), one.count()))
                                .toList()));
    }

    private static RestResponse<Page<RoleEngagement>> roles(HttpHeaders headers, List<RoleEngagement> roles) {
        return CsvTable.answer(
                headers,
                new Page<>(roles, null),
                () -> new CsvTable(
                        List.of("role", "solutionInterest", "activities", "people"),
                        roles.stream()
                                .map(one -> Arrays.<Object>asList(
                                        one.role(), one.solutionInterestName(), one.activities(), one.people()))
                                .toList()));
    }
}

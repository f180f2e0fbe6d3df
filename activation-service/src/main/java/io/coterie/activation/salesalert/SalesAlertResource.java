package io.coterie.activation.salesalert;

import io.coterie.activation.delivery.DeliveryService;
import io.coterie.activation.delivery.DeliveryService.Filter;
import io.coterie.activation.delivery.DeliveryView;
import io.coterie.activation.delivery.Message;
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

/** Sales alerts and what became of them. */
@Path("/v1/sales-alerts")
@Tag(name = "Sales alerts", description = "Alerts to sales and what became of them")
class SalesAlertResource {

    private final DeliveryService deliveries;
    private final CurrentSandbox current;

    SalesAlertResource(DeliveryService deliveries, CurrentSandbox current) {
        this.deliveries = deliveries;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "List sales alerts, of one account")
    public Uni<RestResponse<Page<DeliveryView>>> list(
            @QueryParam("account") @Nullable String account,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return deliveries
                .list(
                        current.sandbox(),
                        new Filter(null, Message.SALES_ALERT, null, account, null),
                        Cursor.decodeId(cursor).orElse(Cursor.FIRST_ID),
                        size + 1)
                .map(rows -> Page.of(rows, size, row -> row.id().toString()).response(uri));
    }
}

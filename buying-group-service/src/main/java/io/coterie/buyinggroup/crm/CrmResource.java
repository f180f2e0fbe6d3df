package io.coterie.buyinggroup.crm;

import io.coterie.buyinggroup.details.DetailsReader;
import io.coterie.buyinggroup.details.GroupDetails;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Buying groups as a CRM's page shows them, for reading only (§13.8). */
@Path("/v1/crm-insights")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_SALES_INSIGHTS)
@Tag(name = "In-CRM insights", description = "Groups of the account, contact or lead a CRM shows, read only")
class CrmResource {

    private final CrmReader reader;
    private final DetailsReader details;
    private final CurrentSandbox current;

    CrmResource(CrmReader reader, DetailsReader details, CurrentSandbox current) {
        this.reader = reader;
        this.details = details;
        this.current = current;
    }

    @GET
    @Path("/buying-groups/{id}")
    @Operation(summary = "A group's page")
    public Uni<GroupDetails> group(@PathParam("id") UUID id) {
        return details.read(current.sandbox(), id);
    }

    @GET
    @Path("/{kind}/{id}")
    @Operation(
            summary = "The buying groups of a CRM's account, contact or lead",
            description = "kind is account, contact or lead; id is the CRM's: Salesforce's 18 characters, or Dynamics'"
                    + " GUID in any spelling.")
    public Uni<CrmView> read(@PathParam("kind") String kind, @PathParam("id") String id) {
        return reader.read(current.sandbox(), kind, id);
    }
}

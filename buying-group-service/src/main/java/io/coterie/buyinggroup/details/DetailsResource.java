package io.coterie.buyinggroup.details;

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

/** One group's page (§13.2). */
@Path("/v1/buying-groups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Buying groups")
class DetailsResource {

    private final DetailsReader reader;
    private final CurrentSandbox current;

    DetailsResource(DetailsReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Path("/{id}/details")
    @Operation(
            summary = "A group with its template, its account and its most engaged members",
            description = "The latest journeys that use the account are journey-service's to tell:"
                    + " GET /v1/runs?account=KEY&status=active&sort=-enteredAt&limit=3.")
    public Uni<GroupDetails> details(@PathParam("id") UUID id) {
        return reader.read(current.sandbox(), id);
    }
}

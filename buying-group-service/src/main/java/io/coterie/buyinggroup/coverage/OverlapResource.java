package io.coterie.buyinggroup.coverage;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Contacts who are asked to decide about several things at once (§13.3). */
@Path("/v1/contact-overlap")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Contact coverage")
class OverlapResource {

    private final CoverageReader reader;
    private final CurrentSandbox current;

    OverlapResource(CoverageReader reader, CurrentSandbox current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(summary = "Contacts in groups of several solution interests, with all their groups")
    public Uni<RestResponse<Page<OverlapView>>> list(
            @BeanParam ContactFilter filter,
            @QueryParam("role") @Nullable List<String> role,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.overlap(current.sandbox(), filter, role, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }
}

package io.coterie.profile.audience;

import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Permissions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sandbox's fields, for whoever writes conditions. */
@Path("/v1/fields")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fields", description = "What conditions may read")
class FieldResource {

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List the fields of accounts, persons, buying groups and events with their operators")
    public Page<FieldView> list() {
        return new Page<>(
                Arrays.stream(RecordKind.values())
                        .flatMap(kind -> FieldCatalogue.standard().fields(kind).stream())
                        .map(FieldView::of)
                        .toList(),
                null);
    }
}

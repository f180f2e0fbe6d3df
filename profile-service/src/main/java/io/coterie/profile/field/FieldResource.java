package io.coterie.profile.field;

import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The sandbox's fields, for whoever writes documents and conditions. */
@Path("/v1/fields")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fields", description = "What documents may hold and conditions may read")
class FieldResource {

    private static final int DEEPEST = 6;

    private final FieldService fields;
    private final CurrentSandbox current;

    FieldResource(FieldService fields, CurrentSandbox current) {
        this.fields = fields;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(
            summary =
                    "List the fields of accounts, persons, buying groups, events and opportunities with their operators")
    public Uni<Page<FieldView>> list() {
        return fields.all(current.sandbox())
                .map(known -> new Page<>(
                        Arrays.stream(RecordKind.values())
                                .flatMap(kind -> known.catalogue().fields(kind).stream())
                                .map(field -> FieldView.of(field, isCustom(field.kind(), field.path())))
                                .toList(),
                        null));
    }

    @PUT
    @Path("{kind}/{path}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(
            summary = "Add a custom field to accounts or persons, or change it",
            description =
                    "The path begins with the tenant's namespace, such as _acme.tier. Documents may then hold the field"
                            + " and conditions read it, here and in the other services. The type stays while a live audience reads"
                            + " the field.")
    @APIResponse(responseCode = "201", description = "Added")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    @APIResponse(
            responseCode = "409",
            description = "A live definition reads the field, another field stands in the way, or there are too many",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<FieldView>> put(
            @PathParam("kind") String kind,
            @PathParam("path") String path,
            @Valid @NotNull DefineFieldRequest request) {
        CustomField field = new CustomField(
                RecordWithFields.of(kind),
                path(path),
                CustomType.of(request.type()),
                request.label().strip());
        return fields.put(current.sandbox(), field)
                .map(added -> RestResponse.status(
                        added ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        FieldView.of(field.definition(), true)));
    }

    @DELETE
    @Path("{kind}/{path}")
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(
            summary = "Remove a custom field",
            description =
                    "Refused while a live audience reads it (D-05). What documents hold of it stays and is not read any"
                            + " more; conditions of other services on it do not match and say why.")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<Void> remove(@PathParam("kind") String kind, @PathParam("path") String path) {
        return fields.remove(current.sandbox(), RecordWithFields.of(kind), path);
    }

    private static String path(String path) {
        boolean fits = path.startsWith("_")
                && path.indexOf('.') > 1
                && FieldCatalogue.isPath(path)
                && path.split("\\.", -1).length <= DEEPEST;
        if (!fits) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER,
                    "path",
                    "Expected a dot path of 2 to " + DEEPEST
                            + " names that begins with the tenant's namespace, such as _acme.tier.");
        }
        return path;
    }

    private static boolean isCustom(RecordKind kind, String path) {
        return FieldCatalogue.standard().find(kind, path).isEmpty();
    }
}

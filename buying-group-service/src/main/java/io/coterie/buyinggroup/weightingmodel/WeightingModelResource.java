package io.coterie.buyinggroup.weightingmodel;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How much each kind of activity weighs (§11.6). */
@Path("/v1/weighting-models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Weighting models", description = "How much each kind of activity weighs")
class WeightingModelResource {

    private final WeightingModelService models;
    private final CurrentSandbox current;

    WeightingModelResource(WeightingModelService models, CurrentSandbox current) {
        this.models = models;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "List weighting models, by the beginning of the name")
    public Uni<RestResponse<Page<WeightingModelView>>> list(
            @QueryParam("name") @DefaultValue("") String namePrefix,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return models.list(current.sandbox(), ListPlace.after(cursor), namePrefix, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Read a weighting model")
    public Uni<RestResponse<WeightingModelView>> read(@PathParam("id") UUID id) {
        return models.read(current.sandbox(), id).map(WeightingModelResource::found);
    }

    @POST
    @Path("/{id}/duplicate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Begin a draft as a copy of a weighting model")
    @APIResponseSchema(value = WeightingModelView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<WeightingModelView>> duplicate(
            @PathParam("id") UUID id, @NotNull DuplicateRequest request) {
        return models.duplicate(current.sandbox(), current.actor(), id, request)
                .map(draft -> TaggedResponse.created(
                        URI.create("/v1/weighting-models/" + draft.id()),
                        WeightingModelView.of(draft),
                        draft.revision()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Change a draft")
    public Uni<RestResponse<WeightingModelView>> update(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull WeightingModelRequest request) {
        return models.update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(WeightingModelResource::found);
    }

    @POST
    @Path("/{id}/activate")
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Make a draft the model that counts")
    public Uni<RestResponse<WeightingModelView>> activate(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.activate(current.sandbox(), current.actor(), id, ifMatch).map(WeightingModelResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Delete a draft")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.delete(current.sandbox(), id, ifMatch);
    }

    private static RestResponse<WeightingModelView> found(WeightingModel model) {
        return TaggedResponse.ok(WeightingModelView.of(model), model.revision());
    }
}

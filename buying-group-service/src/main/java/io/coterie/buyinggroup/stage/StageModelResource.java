package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.EntityTags;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far a buying group has come (§12). */
@Path("/v1/stage-models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stage models")
class StageModelResource {

    private final StageModelService models;
    private final CurrentSandbox current;

    StageModelResource(StageModelService models, CurrentSandbox current) {
        this.models = models;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_STAGES)
    public Uni<Response> list(
            @QueryParam("name") @DefaultValue("") String namePrefix,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return models.list(current.sandbox(), ListPlace.after(cursor), namePrefix, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_STAGES)
    public Uni<Response> read(@PathParam("id") UUID id) {
        return models.read(current.sandbox(), id).map(StageModelResource::found);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    public Uni<Response> create(@NotNull StageModelRequest request) {
        return models.create(current.sandbox(), current.actor(), request).map(StageModelResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    public Uni<Response> declare(@PathParam("name") String name, @NotNull StageModelRequest request) {
        return models.declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.model()) : found(declared.model()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    public Uni<Response> update(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull StageModelRequest request) {
        return models.update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(StageModelResource::found);
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    public Uni<Response> publish(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.publish(current.sandbox(), current.actor(), id, ifMatch).map(StageModelResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.delete(current.sandbox(), id, ifMatch);
    }

    private static Response created(StageModel model) {
        return Response.created(URI.create("/v1/stage-models/" + model.id()))
                .header("ETag", EntityTags.of(model.revision()))
                .entity(StageModelView.of(model))
                .build();
    }

    private static Response found(StageModel model) {
        return Response.ok(StageModelView.of(model))
                .header("ETag", EntityTags.of(model.revision()))
                .build();
    }
}

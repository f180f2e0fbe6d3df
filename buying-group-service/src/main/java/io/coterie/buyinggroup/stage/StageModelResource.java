package io.coterie.buyinggroup.stage;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How far a buying group has come (§12). */
@Path("/v1/stage-models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stage models", description = "How far a buying group has come")
class StageModelResource {

    private final StageModelService models;
    private final StagePublication publication;
    private final CurrentSandbox current;

    StageModelResource(StageModelService models, StagePublication publication, CurrentSandbox current) {
        this.models = models;
        this.publication = publication;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_STAGES)
    @Operation(summary = "List stage models, by the beginning of the name")
    public Uni<RestResponse<Page<StageModelView>>> list(
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
    @Operation(summary = "Read a stage model")
    public Uni<RestResponse<StageModelView>> read(@PathParam("id") UUID id) {
        return models.read(current.sandbox(), id).map(StageModelResource::found);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(summary = "Create a stage model")
    @APIResponseSchema(value = StageModelView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<StageModelView>> create(@NotNull StageModelRequest request) {
        return models.create(current.sandbox(), current.actor(), request).map(StageModelResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(
            summary = "Declare a stage model under its name",
            description = "Makes it what the body says; the same body again changes nothing.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<StageModelView>> declare(
            @PathParam("name") String name, @NotNull StageModelRequest request) {
        return models.declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.definition()) : found(declared.definition()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(summary = "Change a stage model")
    public Uni<RestResponse<StageModelView>> update(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull StageModelRequest request) {
        return models.update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(StageModelResource::found);
    }

    @POST
    @Path("/{id}/draft")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(summary = "Begin the next version of a live model", description = "As a copy of it.")
    public Uni<RestResponse<StageModelView>> beginDraft(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.beginDraft(current.sandbox(), current.actor(), id, ifMatch)
                .map(StageModelResource::found);
    }

    @DELETE
    @Path("/{id}/draft")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(summary = "Discard the draft")
    public Uni<Void> discardDraft(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.discardDraft(current.sandbox(), current.actor(), id, ifMatch);
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(
            summary = "Take the draft live",
            description = "With a version before it, the body says where the groups in each of its stages go.")
    public Uni<RestResponse<StageModelView>> publish(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable PublicationRequest request) {
        return publication
                .publish(
                        current.sandbox(),
                        current.actor(),
                        id,
                        ifMatch,
                        request == null ? PublicationRequest.EMPTY : request)
                .map(StageModelResource::found);
    }

    /** The versions that went live, the newest first. */
    @GET
    @Path("/{id}/versions")
    @RolesAllowed(Permissions.VIEW_STAGES)
    @Operation(summary = "List the versions that went live, the newest first")
    public Uni<RestResponse<Page<StageVersionView>>> versions(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return publication
                .versions(current.sandbox(), id, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}/versions/{version}")
    @RolesAllowed(Permissions.VIEW_STAGES)
    @Operation(summary = "Read a version that went live")
    public Uni<StageVersionView> version(@PathParam("id") UUID id, @PathParam("version") int version) {
        return publication.version(current.sandbox(), id, version);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_STAGES)
    @Operation(summary = "Delete a stage model")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return models.delete(current.sandbox(), id, ifMatch);
    }

    private static RestResponse<StageModelView> created(StageModel model) {
        return TaggedResponse.created(
                URI.create("/v1/stage-models/" + model.id()), StageModelView.of(model), model.revision());
    }

    private static RestResponse<StageModelView> found(StageModel model) {
        return TaggedResponse.ok(StageModelView.of(model), model.revision());
    }
}

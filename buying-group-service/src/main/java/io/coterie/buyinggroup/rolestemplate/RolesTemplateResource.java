package io.coterie.buyinggroup.rolestemplate;

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

/** Which roles a buying group needs (§9.3). */
@Path("/v1/roles-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Roles templates")
class RolesTemplateResource {

    private final RolesTemplateService templates;
    private final RolesTemplateReader reader;
    private final CurrentSandbox current;

    RolesTemplateResource(RolesTemplateService templates, RolesTemplateReader reader, CurrentSandbox current) {
        this.templates = templates;
        this.reader = reader;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    public Uni<Response> list(
            @QueryParam("name") @DefaultValue("") String namePrefix,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.list(current.sandbox(), ListPlace.after(cursor), namePrefix, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    public Uni<Response> read(@PathParam("id") UUID id) {
        return reader.read(current.sandbox(), id).map(RolesTemplateResource::found);
    }

    /** Which solution interests use the template, and how many buying groups were made with it. */
    @GET
    @Path("/{id}/usage")
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    public Uni<TemplateUsage> usage(@PathParam("id") UUID id) {
        return reader.usage(current.sandbox(), id);
    }

    /** A draft with the same roles; called the template's name and "copy" unless the body says another name. */
    @POST
    @Path("/{id}/duplicate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Response> duplicate(@PathParam("id") UUID id, @NotNull DuplicateRequest request) {
        return templates
                .duplicate(current.sandbox(), current.actor(), id, request)
                .map(RolesTemplateResource::created);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Response> create(@NotNull RolesTemplateRequest request) {
        return templates.create(current.sandbox(), current.actor(), request).map(RolesTemplateResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Response> declare(@PathParam("name") String name, @NotNull RolesTemplateRequest request) {
        return templates
                .declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.template()) : found(declared.template()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Response> update(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull RolesTemplateRequest request) {
        return templates
                .update(current.sandbox(), current.actor(), id, ifMatch, request)
                .map(RolesTemplateResource::found);
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Response> publish(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return templates
                .publish(current.sandbox(), current.actor(), id, ifMatch)
                .map(RolesTemplateResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return templates.delete(current.sandbox(), id, ifMatch);
    }

    private static Response created(RolesTemplate template) {
        return Response.created(URI.create("/v1/roles-templates/" + template.id()))
                .header("ETag", EntityTags.of(template.revision()))
                .entity(RolesTemplateView.of(template))
                .build();
    }

    private static Response found(RolesTemplate template) {
        return found(RolesTemplateView.of(template));
    }

    private static Response found(RolesTemplateView template) {
        return Response.ok(template)
                .header("ETag", EntityTags.of(template.revision()))
                .build();
    }
}

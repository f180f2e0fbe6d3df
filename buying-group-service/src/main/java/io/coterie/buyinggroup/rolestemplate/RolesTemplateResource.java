package io.coterie.buyinggroup.rolestemplate;

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

/** Which roles a buying group needs (§9.3). */
@Path("/v1/roles-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Roles templates", description = "Which roles a buying group needs")
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
    @Operation(summary = "List roles templates, by the beginning of the name")
    public Uni<RestResponse<Page<RolesTemplateView>>> list(
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
    @Operation(summary = "Read a roles template")
    public Uni<RestResponse<RolesTemplateView>> read(@PathParam("id") UUID id) {
        return reader.read(current.sandbox(), id).map(RolesTemplateResource::found);
    }

    /** Which solution interests use the template, and how many buying groups were made with it. */
    @GET
    @Path("/{id}/usage")
    @RolesAllowed(Permissions.VIEW_ROLE_TEMPLATES)
    @Operation(summary = "Say what a roles template is used by")
    public Uni<TemplateUsage> usage(@PathParam("id") UUID id) {
        return reader.usage(current.sandbox(), id);
    }

    /** A draft with the same roles; called the template's name and "copy" unless the body says another name. */
    @POST
    @Path("/{id}/duplicate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Begin a draft as a copy of a roles template")
    @APIResponseSchema(value = RolesTemplateView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<RolesTemplateView>> duplicate(@PathParam("id") UUID id, @NotNull DuplicateRequest request) {
        return templates
                .duplicate(current.sandbox(), current.actor(), id, request)
                .map(RolesTemplateResource::created);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Create a roles template")
    @APIResponseSchema(value = RolesTemplateView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<RolesTemplateView>> create(@NotNull RolesTemplateRequest request) {
        return templates.create(current.sandbox(), current.actor(), request).map(RolesTemplateResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(
            summary = "Declare a roles template under its name",
            description = "Makes it what the body says; the same body again changes nothing.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<RolesTemplateView>> declare(
            @PathParam("name") String name, @NotNull RolesTemplateRequest request) {
        return templates
                .declare(current.sandbox(), current.actor(), name, request)
                .map(declared -> declared.created() ? created(declared.definition()) : found(declared.definition()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Change a roles template")
    public Uni<RestResponse<RolesTemplateView>> update(
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
    @Operation(summary = "Publish a roles template", description = "A published one can be used by solution interests.")
    public Uni<RestResponse<RolesTemplateView>> publish(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return templates
                .publish(current.sandbox(), current.actor(), id, ifMatch)
                .map(RolesTemplateResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ROLE_TEMPLATES)
    @Operation(summary = "Delete a roles template")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return templates.delete(current.sandbox(), id, ifMatch);
    }

    private static RestResponse<RolesTemplateView> created(RolesTemplate template) {
        return TaggedResponse.created(
                URI.create("/v1/roles-templates/" + template.id()),
                RolesTemplateView.of(template),
                template.revision());
    }

    private static RestResponse<RolesTemplateView> found(RolesTemplate template) {
        return found(RolesTemplateView.of(template));
    }

    private static RestResponse<RolesTemplateView> found(RolesTemplateView template) {
        return TaggedResponse.ok(template, template.revision());
    }
}

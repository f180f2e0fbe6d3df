package io.coterie.profile.audience;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Audiences over REST. */
@Path("/v1/audiences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Audiences", description = "Accounts chosen by a condition, kept by events")
class AudienceResource {

    private final AudienceService audiences;
    private final AudienceExplanations explanations;
    private final CurrentSandbox current;

    AudienceResource(AudienceService audiences, AudienceExplanations explanations, CurrentSandbox current) {
        this.audiences = audiences;
        this.explanations = explanations;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_AUDIENCES)
    @Operation(
            summary = "Define an audience",
            description = "Its members are found afterwards; it is live when they are.")
    @APIResponseSchema(
            value = AudienceView.class,
            responseCode = "202",
            responseDescription = "Defined, its members are being found")
    @APIResponse(
            responseCode = "422",
            description = "The condition cannot work; every fault is named with its place and column")
    public Uni<RestResponse<AudienceView>> define(@Valid @NotNull DefineAudienceRequest request) {
        return audiences
                .define(current.sandbox(), current.actor(), request.name(), request.condition())
                .map(audience -> tagged(RestResponse.Status.ACCEPTED, audience));
    }

    @PUT
    @Path("by-name/{name}")
    @RolesAllowed(Permissions.MANAGE_AUDIENCES)
    @Operation(
            summary = "Declare the audience of a name",
            description = "Makes it what the body says; the same body again changes nothing.")
    @APIResponse(responseCode = "202", description = "Made or changed, its members are being found")
    @APIResponse(responseCode = "200", description = "It was like this already")
    public Uni<RestResponse<AudienceView>> declare(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull DeclareAudienceRequest request) {
        if (name.isBlank() || name.length() > 255) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "name", "Expected a name of 1 to 255 characters.");
        }
        return audiences
                .declare(current.sandbox(), current.actor(), name, request.condition(), ifMatch)
                .map(declared -> tagged(
                        declared.isChanged() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK,
                        declared.audience()));
    }

    @GET
    @RolesAllowed(Permissions.VIEW_AUDIENCES)
    @Operation(summary = "List audiences, archived ones too")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<AudienceView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return audiences
                .page(current.sandbox(), after(Cursor.decode(cursor)), size + 1)
                .map(rows -> Page.of(rows, size, audience -> audience.id().toString())
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permissions.VIEW_AUDIENCES)
    @Operation(summary = "Read an audience with the number of its members")
    public Uni<RestResponse<AudienceView>> get(@PathParam("id") String id) {
        return audiences.get(current.sandbox(), id(id)).map(audience -> tagged(RestResponse.Status.OK, audience));
    }

    @GET
    @Path("{id}/members")
    @RolesAllowed(Permissions.VIEW_AUDIENCES)
    @Operation(summary = "List the members in the order of their keys")
    @APIResponse(responseCode = "200", description = "A page of memberKey and revision")
    public Uni<RestResponse<Page<MemberView>>> members(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return audiences
                .members(current.sandbox(), id(id), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, MemberView::memberKey).response(uri));
    }

    @GET
    @Path("{id}/explanations/{accountKey}")
    @RolesAllowed(Permissions.VIEW_AUDIENCES)
    @Operation(
            summary = "Say why an account belongs to the audience or does not",
            description = "Every test of the condition with its own answer and the values it found.")
    public Uni<ExplanationView> explain(@PathParam("id") String id, @PathParam("accountKey") String accountKey) {
        SourceKey key = KeyParameter.read("accountKey", accountKey);
        return explanations.explain(current.sandbox(), id(id), key.sourceKey());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Permissions.MANAGE_AUDIENCES)
    @Operation(summary = "Archive an audience", description = "Its members stay as they are and are not kept any more.")
    @APIResponse(responseCode = "204", description = "Archived")
    public Uni<Void> archive(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return audiences.archive(current.sandbox(), id(id), ifMatch);
    }

    private static UUID after(String cursor) {
        return cursor.isEmpty() ? Cursor.FIRST_ID : id(cursor);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.notFound("audience", text);
        }
    }

    private static RestResponse<AudienceView> tagged(RestResponse.Status status, AudienceView audience) {
        return ResponseBuilder.create(status, audience)
                .header("Location", "/v1/audiences/" + audience.id())
                .header("ETag", EntityTags.of(audience.revision()))
                .build();
    }
}

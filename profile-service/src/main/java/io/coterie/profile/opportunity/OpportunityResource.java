package io.coterie.profile.opportunity;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.ingestion.BulkIngestion;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Opportunities over REST. */
@Path("/v1/opportunities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Opportunities", description = "XDM business opportunities, named by their source key")
class OpportunityResource {

    private static final String KEY = "opportunityKey";

    private final OpportunityService opportunities;
    private final BulkIngestion bulk;
    private final CurrentSandbox current;

    OpportunityResource(OpportunityService opportunities, BulkIngestion bulk, CurrentSandbox current) {
        this.opportunities = opportunities;
        this.bulk = bulk;
        this.current = current;
    }

    @PUT
    @Path("{opportunityKey}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace an opportunity",
            description =
                    "The body's opportunityKey may be left out; when given it must be the path's. Its account may come later. Open is what is not closed.")
    @RequestBody(
            content = @Content(schema = @Schema(type = SchemaType.OBJECT, description = "XDM business opportunity")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced, or equal to what is there",
            content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The document does not fit; every place is named",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<OpportunityView>> put(
            @PathParam(KEY) String opportunityKey, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        SourceKey key = KeyParameter.read(KEY, opportunityKey);
        OpportunityDocument opportunity = OpportunityDocument.of(XdmDocument.read(body), key);
        return opportunities
                .put(current.sandbox(), opportunity, ifMatch)
                .map(stored -> tagged(
                        stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, stored.opportunity()));
    }

    @GET
    @Path("{opportunityKey}")
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "Read an opportunity")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Uni<RestResponse<OpportunityView>> get(@PathParam(KEY) String opportunityKey) {
        SourceKey key = KeyParameter.read(KEY, opportunityKey);
        return opportunities.get(current.sandbox(), key.sourceKey()).map(view -> tagged(RestResponse.Status.OK, view));
    }

    @DELETE
    @Path("{opportunityKey}")
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(summary = "Delete an opportunity", description = "Its revisions go on when it is created again.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam(KEY) String opportunityKey, @HeaderParam("If-Match") @Nullable String ifMatch) {
        SourceKey key = KeyParameter.read(KEY, opportunityKey);
        return opportunities.delete(current.sandbox(), key.sourceKey(), ifMatch);
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List opportunities in the order of their keys")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<OpportunityView>>> list(
            @QueryParam("accountKey") @Nullable String accountKey,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        String account = accountKey == null
                ? null
                : KeyParameter.read("accountKey", accountKey).sourceKey();
        return opportunities
                .page(current.sandbox(), account, Cursor.decode(cursor), size + 1)
                .map(rows ->
                        Page.of(rows, size, OpportunityView::opportunityKey).response(uri));
    }

    @POST
    @Path("bulk")
    @Consumes(BulkIngestion.MEDIA_TYPE)
    @Produces(BulkIngestion.MEDIA_TYPE)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace many opportunities",
            description =
                    "One XDM opportunity per line; one result per line, in order. Good lines are kept, bad lines told.")
    @RequestBody(content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Per line {\"line\",\"status\":\"accepted\",\"key\"} or {\"line\",\"status\":\"refused\",\"problem\"}",
            content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Multi<byte[]> bulk(@Context HttpServerRequest request) {
        Sandbox sandbox = current.sandbox();
        return bulk.ingest(request, OpportunityDocument::of, chunk -> opportunities.storeChunk(sandbox, chunk));
    }

    private static RestResponse<OpportunityView> tagged(RestResponse.Status status, OpportunityView opportunity) {
        return TaggedResponse.of(status, opportunity, opportunity.revision());
    }
}

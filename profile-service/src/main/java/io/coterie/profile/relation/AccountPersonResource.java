package io.coterie.profile.relation;

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

/** Relations of persons to accounts over REST. */
@Path("/v1/account-person-relations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account-person relations", description = "Which person belongs to which accounts, in which roles")
class AccountPersonResource {

    private static final String KEY = "accountPersonKey";
    private static final RelationKind KIND = RelationKind.ACCOUNT_PERSON;

    private final RelationService relations;
    private final BulkIngestion bulk;
    private final CurrentSandbox current;

    AccountPersonResource(RelationService relations, BulkIngestion bulk, CurrentSandbox current) {
        this.relations = relations;
        this.bulk = bulk;
        this.current = current;
    }

    @PUT
    @Path("{accountPersonKey}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace the relation of a person to an account",
            description =
                    "The body's accountPersonKey may be left out; when given it must be the path's. Either side may come later.")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            description = "XDM business account person relation")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = RelationView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced, or equal to what is there",
            content = @Content(schema = @Schema(implementation = RelationView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The document does not fit; every place is named",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<RelationView>> put(
            @PathParam(KEY) String relationKey, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        SourceKey key = KeyParameter.read(KEY, relationKey);
        RelationDocument relation = RelationDocument.of(KIND, XdmDocument.read(body), key);
        return relations
                .put(current.sandbox(), KIND, relation, ifMatch)
                .map(stored -> tagged(
                        stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, stored.relation()));
    }

    @GET
    @Path("{accountPersonKey}")
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "Read the relation of a person to an account")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RelationView.class)))
    public Uni<RestResponse<RelationView>> get(@PathParam(KEY) String relationKey) {
        SourceKey key = KeyParameter.read(KEY, relationKey);
        return relations
                .get(current.sandbox(), KIND, key.sourceKey())
                .map(view -> tagged(RestResponse.Status.OK, view));
    }

    @DELETE
    @Path("{accountPersonKey}")
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Delete the relation of a person to an account",
            description = "Its revisions go on when it is created again.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam(KEY) String relationKey, @HeaderParam("If-Match") @Nullable String ifMatch) {
        SourceKey key = KeyParameter.read(KEY, relationKey);
        return relations.delete(current.sandbox(), KIND, key.sourceKey(), ifMatch);
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List relations of persons to accounts in the order of their keys")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<RelationView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return relations
                .page(current.sandbox(), KIND, Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, RelationView::relationKey).response(uri));
    }

    @POST
    @Path("bulk")
    @Consumes(BulkIngestion.MEDIA_TYPE)
    @Produces(BulkIngestion.MEDIA_TYPE)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace many relations of persons to accounts",
            description =
                    "One XDM relation per line; one result per line, in order. Good lines are kept, bad lines told.")
    @RequestBody(content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Per line {\"line\",\"status\":\"accepted\",\"key\"} or {\"line\",\"status\":\"refused\",\"problem\"}",
            content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Multi<byte[]> bulk(@Context HttpServerRequest request) {
        Sandbox sandbox = current.sandbox();
        return bulk.ingest(
                request,
                document -> RelationDocument.of(KIND, document),
                chunk -> relations.storeChunk(sandbox, KIND, chunk));
    }

    private static RestResponse<RelationView> tagged(RestResponse.Status status, RelationView relation) {
        return TaggedResponse.of(status, relation, relation.revision());
    }
}

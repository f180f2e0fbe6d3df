package io.coterie.profile.account;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
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

/** Accounts over REST. */
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts", description = "XDM business accounts, named by their source key")
class AccountResource {

    private static final String KEY = "accountKey";

    private final AccountService accounts;
    private final BulkIngestion bulk;
    private final CurrentSandbox current;

    AccountResource(AccountService accounts, BulkIngestion bulk, CurrentSandbox current) {
        this.accounts = accounts;
        this.bulk = bulk;
        this.current = current;
    }

    @PUT
    @Path("{accountKey}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace an account",
            description = "The body's accountKey may be left out; when given it must be the path's.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT, description = "XDM business account")))
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Replaced, or equal to what is there")
    public Uni<RestResponse<AccountView>> put(
            @PathParam(KEY) String accountKey, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        SourceKey key = KeyParameter.read(KEY, accountKey);
        AccountDocument account = AccountDocument.of(XdmDocument.read(body), key);
        return accounts.put(current.sandbox(), account, ifMatch)
                .map(stored -> tagged(
                        stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, stored.account()));
    }

    @GET
    @Path("{accountKey}")
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "Read an account")
    public Uni<RestResponse<AccountView>> get(@PathParam(KEY) String accountKey) {
        SourceKey key = KeyParameter.read(KEY, accountKey);
        return accounts.get(current.sandbox(), key.sourceKey()).map(view -> tagged(RestResponse.Status.OK, view));
    }

    @DELETE
    @Path("{accountKey}")
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(summary = "Delete an account", description = "Its revisions go on when it is created again.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam(KEY) String accountKey, @HeaderParam("If-Match") @Nullable String ifMatch) {
        SourceKey key = KeyParameter.read(KEY, accountKey);
        return accounts.delete(current.sandbox(), key.sourceKey(), ifMatch);
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List accounts in the order of their keys")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<AccountView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return accounts.page(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, AccountView::accountKey).response(uri));
    }

    @POST
    @Path("bulk")
    @Consumes(BulkIngestion.MEDIA_TYPE)
    @Produces(BulkIngestion.MEDIA_TYPE)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace many accounts",
            description =
                    "One XDM account per line; one result per line, in order. Good lines are kept, bad lines told.")
    @RequestBody(content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Per line {\"line\",\"status\":\"accepted\",\"key\"} or {\"line\",\"status\":\"refused\",\"problem\"}",
            content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Multi<byte[]> bulk(@Context HttpServerRequest request) {
        Sandbox sandbox = current.sandbox();
        return bulk.ingest(request, AccountDocument::of, chunk -> accounts.storeChunk(sandbox, chunk));
    }

    private static RestResponse<AccountView> tagged(RestResponse.Status status, AccountView account) {
        return TaggedResponse.of(status, account, account.revision());
    }
}

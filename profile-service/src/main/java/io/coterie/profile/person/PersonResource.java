package io.coterie.profile.person;

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

/** Persons over REST. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Persons", description = "XDM individual profile with B2B details, named by their source key")
class PersonResource {

    private static final String KEY = "personKey";

    private final PersonService persons;
    private final Persons reads;
    private final BulkIngestion bulk;
    private final CurrentSandbox current;

    PersonResource(PersonService persons, Persons reads, BulkIngestion bulk, CurrentSandbox current) {
        this.persons = persons;
        this.reads = reads;
        this.bulk = bulk;
        this.current = current;
    }

    @PUT
    @Path("{personKey}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace a person",
            description = "The body's b2b.personKey may be left out; when given it must be the path's.")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            description = "XDM individual profile with B2B details")))
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Replaced, or equal to what is there")
    public Uni<RestResponse<PersonView>> put(
            @PathParam(KEY) String personKey, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        SourceKey key = KeyParameter.read(KEY, personKey);
        PersonDocument person = PersonDocument.of(XdmDocument.read(body), key);
        return persons.put(current.sandbox(), person, ifMatch)
                .map(stored -> tagged(
                        stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, stored.person()));
    }

    @GET
    @Path("{personKey}")
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "Read a person")
    public Uni<RestResponse<PersonView>> get(@PathParam(KEY) String personKey) {
        SourceKey key = KeyParameter.read(KEY, personKey);
        return reads.get(current.sandbox(), key.sourceKey()).map(view -> tagged(RestResponse.Status.OK, view));
    }

    @DELETE
    @Path("{personKey}")
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(summary = "Delete a person", description = "Its revisions go on when it is created again.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam(KEY) String personKey, @HeaderParam("If-Match") @Nullable String ifMatch) {
        SourceKey key = KeyParameter.read(KEY, personKey);
        return persons.delete(current.sandbox(), key.sourceKey(), ifMatch);
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List persons in the order of their keys")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<PersonView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return reads.page(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, PersonView::personKey).response(uri));
    }

    @POST
    @Path("bulk")
    @Consumes(BulkIngestion.MEDIA_TYPE)
    @Produces(BulkIngestion.MEDIA_TYPE)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Create or replace many persons",
            description =
                    "One XDM person per line; one result per line, in order. Good lines are kept, bad lines told.")
    @RequestBody(content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Per line {\"line\",\"status\":\"accepted\",\"key\"} or {\"line\",\"status\":\"refused\",\"problem\"}",
            content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Multi<byte[]> bulk(@Context HttpServerRequest request) {
        Sandbox sandbox = current.sandbox();
        return bulk.ingest(request, PersonDocument::of, chunk -> persons.storeChunk(sandbox, chunk));
    }

    private static RestResponse<PersonView> tagged(RestResponse.Status status, PersonView person) {
        return TaggedResponse.of(status, person, person.revision());
    }
}

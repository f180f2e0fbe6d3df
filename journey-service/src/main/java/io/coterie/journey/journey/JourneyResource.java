package io.coterie.journey.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.journey.body.JourneyBody;
import io.coterie.journey.run.JourneyStatistics;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Journeys, to be authored, published and watched. */
@Path("/v1/journeys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Journeys", description = "To be authored, published and watched")
class JourneyResource {

    private final JourneyService journeys;
    private final CurrentSandbox current;

    JourneyResource(JourneyService journeys, CurrentSandbox current) {
        this.journeys = journeys;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Create a draft")
    @APIResponseSchema(value = JourneyView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<JourneyView>> create(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JourneyBody.class)))
                    @Nullable
                    JsonNode body) {
        return journeys.create(current.sandbox(), current.actor(), given(body)).map(JourneyResource::created);
    }

    @PUT
    @Path("/by-name/{name}")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Declare the journey of a name: creates it, changes the draft, or finds it so already")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<JourneyView>> declare(
            String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JourneyBody.class)))
                    @Nullable
                    JsonNode body) {
        return journeys.declare(current.sandbox(), current.actor(), name, given(body), ifMatch)
                .map(declared -> declared.isNew() ? created(declared.journey()) : ok(declared.journey()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Change a draft")
    public Uni<RestResponse<JourneyView>> update(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JourneyBody.class)))
                    @Nullable
                    JsonNode body) {
        return journeys.update(current.sandbox(), current.actor(), id, given(body), ifMatch)
                .map(JourneyResource::ok);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Delete a draft or an aborted journey", description = "Its runs stay when it was aborted.")
    public Uni<Void> delete(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return journeys.delete(current.sandbox(), current.actor(), id, ifMatch);
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ACCOUNT_JOURNEYS)
    @Operation(summary = "List journeys, by status or part of the name")
    public Uni<RestResponse<Page<JourneyView>>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("name") @Nullable String name,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return journeys.page(
                        current.sandbox(),
                        Cursor.decodeId(cursor).orElse(Cursor.FIRST_ID),
                        knownStatus(status),
                        name,
                        Cursor.limit(limit))
                .map(page ->
                        new Page<>(page.items().stream().map(JourneyView::of).toList(), page.next()).response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_ACCOUNT_JOURNEYS)
    @Operation(summary = "Read a journey")
    public Uni<RestResponse<JourneyView>> read(UUID id) {
        return journeys.require(current.sandbox(), id).map(JourneyResource::ok);
    }

    @POST
    @Path("/{id}/validate")
    @RolesAllowed(Permissions.VIEW_ACCOUNT_JOURNEYS)
    @Operation(summary = "Say what is in the way of a publication")
    public Uni<ValidationView> validate(UUID id) {
        return journeys.validate(current.sandbox(), id)
                .map(findings -> new ValidationView(
                        findings.isEmpty(),
                        findings.stream().map(FindingView::of).toList()));
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Publish a draft: the members of its audience enter, and whoever joins later")
    public Uni<RestResponse<JourneyView>> publish(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return journeys.publish(current.sandbox(), current.actor(), id, ifMatch).map(JourneyResource::ok);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Close a live journey to new entries; who is inside goes on")
    public Uni<RestResponse<JourneyView>> close(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return journeys.close(current.sandbox(), current.actor(), id, ifMatch).map(JourneyResource::ok);
    }

    @POST
    @Path("/{id}/abort")
    @RolesAllowed(Permissions.MANAGE_ACCOUNT_JOURNEYS)
    @Operation(summary = "Abort a live or closed journey: everybody inside stops")
    public Uni<RestResponse<JourneyView>> abort(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return journeys.abort(current.sandbox(), current.actor(), id, ifMatch).map(JourneyResource::ok);
    }

    @GET
    @Path("/{id}/statistics")
    @RolesAllowed(Permissions.VIEW_ACCOUNT_JOURNEYS)
    @Operation(summary = "Count a journey's runs by node, by what they rest for, and by how they ended")
    public Uni<JourneyStatistics> statistics(UUID id) {
        return journeys.statistics(current.sandbox(), id);
    }

    private static JsonNode given(@Nullable JsonNode body) {
        if (body == null) {
            throw ProblemException.ofField(JourneyError.JOURNEY_MALFORMED, "", "Expected a journey as JSON object");
        }
        return body;
    }

    private static RestResponse<JourneyView> ok(Journey journey) {
        return ResponseBuilder.ok(JourneyView.of(journey))
                .header(HttpHeaders.ETAG, EntityTags.of(journey.revision()))
                .build();
    }

    private static RestResponse<JourneyView> created(Journey journey) {
        return ResponseBuilder.<JourneyView>created(URI.create("/v1/journeys/" + journey.id()))
                .header(HttpHeaders.ETAG, EntityTags.of(journey.revision()))
                .entity(JourneyView.of(journey))
                .build();
    }

    private static @Nullable String knownStatus(@Nullable String status) {
        if (status == null
                || Arrays.stream(JourneyStatus.values())
                        .filter(known -> known != JourneyStatus.DELETED)
                        .anyMatch(known -> known.text().equals(status))) {
            return status;
        }
        throw ProblemException.ofField(
                GenericError.INVALID_PARAMETER, "status", "Expected draft, live, closed or aborted");
    }
}

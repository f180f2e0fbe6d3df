package io.coterie.profile.experience;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.ingestion.BulkIngestion;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** Experience events over REST. */
@Path("/v1/experience-events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experience events", description = "What people do, as XDM experience events")
class ExperienceEventResource {

    private final ExperienceEventService events;
    private final DailyCountService counts;
    private final BulkIngestion bulk;
    private final CurrentSandbox current;

    ExperienceEventResource(
            ExperienceEventService events, DailyCountService counts, BulkIngestion bulk, CurrentSandbox current) {
        this.events = events;
        this.counts = counts;
        this.bulk = bulk;
        this.current = current;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Record what a person did",
            description =
                    "The person is named by personKey, or by an e-mail address in identityMap.Email that exactly one"
                            + " person has. An event with an _id that is known is accepted and changes nothing.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT, description = "XDM experience event")))
    @APIResponse(responseCode = "201", description = "Recorded")
    @APIResponse(responseCode = "200", description = "Known already, shown as it was recorded")
    @APIResponse(responseCode = "422", description = "The event names no person or several, or is out of time")
    public Uni<RestResponse<ExperienceEventView>> add(byte[] body) {
        ExperienceEventDocument event = ExperienceEventDocument.of(XdmDocument.read(body));
        return events.add(current.sandbox(), event)
                .map(stored -> RestResponse.status(
                        stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, stored.event()));
    }

    @POST
    @Path("bulk")
    @Consumes(BulkIngestion.MEDIA_TYPE)
    @Produces(BulkIngestion.MEDIA_TYPE)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Record much of what people did",
            description =
                    "One XDM experience event per line; one result per line, in order. Good lines are kept, bad lines told.")
    @RequestBody(content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Per line {\"line\",\"status\":\"accepted\",\"key\"} or {\"line\",\"status\":\"refused\",\"problem\"}",
            content = @Content(mediaType = BulkIngestion.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Multi<byte[]> bulk(@Context HttpServerRequest request) {
        Sandbox sandbox = current.sandbox();
        return bulk.ingest(request, ExperienceEventDocument::of, chunk -> events.storeChunk(sandbox, chunk));
    }

    @GET
    @Path("daily-counts")
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(
            summary = "Count events by person, UTC day and type",
            description = "For a service that starts later: events on coterie.experience-events with a revision above a"
                    + " person's are not counted here, all others are. The days are both included; the last 30 unless said"
                    + " otherwise.")
    @APIResponse(responseCode = "200", description = "A page of persons with their counts, in the order of their keys")
    public Uni<RestResponse<Page<DailyCountsView>>> dailyCounts(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return counts.page(current.sandbox(), Cursor.decode(cursor), counts.days(from, to), size + 1)
                .map(rows -> Page.of(rows, size, DailyCountsView::personKey).response(uri));
    }
}

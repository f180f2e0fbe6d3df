package io.coterie.profile.experience;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What one person did. */
@Path("/v1/persons/{personKey}/experience-events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experience events", description = "What people do, as XDM experience events")
class PersonTimelineResource {

    private static final String KEY = "personKey";

    private final ExperienceEventService events;
    private final CurrentSandbox current;

    PersonTimelineResource(ExperienceEventService events, CurrentSandbox current) {
        this.events = events;
        this.current = current;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_PROFILES)
    @Operation(summary = "List what a person did, the newest first")
    @APIResponse(responseCode = "200", description = "A page: items and, unless it is the last, next")
    public Uni<RestResponse<Page<ExperienceEventView>>> experienceEvents(
            @PathParam(KEY) String personKey,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        SourceKey key = KeyParameter.read(KEY, personKey);
        int size = Cursor.limit(limit);
        TimelinePlace before = TimelinePlace.of(Cursor.decode(cursor));
        return events.newest(current.sandbox(), key.sourceKey(), before, size + 1)
                .map(rows -> Page.of(rows, size, TimelinePlace::sortKey).response(uri));
    }
}

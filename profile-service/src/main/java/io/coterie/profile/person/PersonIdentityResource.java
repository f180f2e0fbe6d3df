package io.coterie.profile.person;

import io.coterie.platform.problem.Problem;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who a person is, and that somebody is no more. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Persons")
class PersonIdentityResource {

    private static final String KEY = "personKey";

    private final PersonMerge merge;
    private final PersonErasure erasure;
    private final Persons persons;
    private final CurrentSandbox current;

    PersonIdentityResource(PersonMerge merge, PersonErasure erasure, Persons persons, CurrentSandbox current) {
        this.merge = merge;
        this.erasure = erasure;
        this.persons = persons;
        this.current = current;
    }

    @POST
    @Path("{personKey}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Merge a person into another one",
            description =
                    "The other one's fields stay and this one's fill what is missing; accounts, relations and events"
                            + " become the other one's; an opt-out of either holds. This person's last state names the other one.")
    @APIResponse(
            responseCode = "200",
            description = "The person that stays",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    @APIResponse(
            responseCode = "404",
            description = "One of the two is not there",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<PersonView> merge(@PathParam(KEY) String personKey, @Valid @NotNull MergePersonRequest request) {
        Sandbox sandbox = current.sandbox();
        SourceKey loser = KeyParameter.read(KEY, personKey);
        SourceKey winner = KeyParameter.read("into", request.into());
        return merge.merge(sandbox, loser.sourceKey(), winner.sourceKey())
                .chain(() -> persons.get(sandbox, winner.sourceKey()));
    }

    @POST
    @Path("{personKey}/erasure")
    @RolesAllowed(Permissions.MANAGE_PROFILES)
    @Operation(
            summary = "Erase a person with everything that is kept of it",
            description =
                    "Unlike a deletion it takes relations and experience events too, and tells every service even when the"
                            + " person is not known here. The receipt says what was erased and until when messages about"
                            + " the person may be left in topics. What happened before is not taken in again.")
    @APIResponse(
            responseCode = "200",
            description = "Erased",
            content = @Content(schema = @Schema(implementation = ErasureReceipt.class)))
    @APIResponse(
            responseCode = "409",
            description = "The person was merged into another one, which is named",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<ErasureReceipt> erase(@PathParam(KEY) String personKey) {
        SourceKey key = KeyParameter.read(KEY, personKey);
        return erasure.erase(current.sandbox(), key.sourceKey());
    }
}

package io.coterie.buyinggroup.groupview;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.paging.TaggedResponse;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Buying groups: counted, read and explained (§13). */
@Path("/v1/buying-groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Buying groups", description = "Found, read, explained, and changed by hand")
class BuyingGroupResource {

    private final GroupReader reader;
    private final MemberReader members;
    private final CurrentSandbox current;

    BuyingGroupResource(GroupReader reader, MemberReader members, CurrentSandbox current) {
        this.reader = reader;
        this.members = members;
        this.current = current;
    }

    @GET
    @Path("/summary")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "Count buying groups by completeness, stage and missing role")
    public Uni<GroupSummary> summary(@QueryParam("solutionInterest") @Nullable String solutionInterest) {
        return reader.summary(current.sandbox(), solutionInterest);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "Read a buying group")
    public Uni<RestResponse<GroupView>> read(@PathParam("id") UUID id) {
        return reader.read(current.sandbox(), id).map(BuyingGroupResource::found);
    }

    @GET
    @Path("/{id}/members")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(
            summary = "List the members with the reason of each",
            description = "The state is active, removed or all.")
    public Uni<RestResponse<Page<MemberView>>> members(
            @PathParam("id") UUID id,
            @QueryParam("state") @DefaultValue("active") String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return members.members(current.sandbox(), id, active(state), cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    @GET
    @Path("/{id}/members/{personKey}")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(
            summary = "Say why a person of the account is a member, or is not",
            description =
                    "Every role's condition with the values found now. The reason is that of the decision, which a group"
                            + " that is not updated keeps although the condition does not match any more.")
    public Uni<WhyView> why(@PathParam("id") UUID id, @PathParam("personKey") String personKey) {
        return members.why(current.sandbox(), id, personKey);
    }

    @GET
    @Path("/{id}/suggestions")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(
            summary = "Suggest who could fill the roles that lack members",
            description = "People of the account who come closest, and what keeps each of them out.")
    public Uni<SuggestionsView> suggestions(@PathParam("id") UUID id) {
        return members.suggestions(current.sandbox(), id);
    }

    /** What happened to the group, the latest first; also of one that has been deleted. */
    @GET
    @Path("/{id}/history")
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "List what happened to the group, the latest first")
    public Uni<RestResponse<Page<HistoryView>>> history(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return reader.history(current.sandbox(), id, cursor, Cursor.limit(limit))
                .map(page -> page.response(uri));
    }

    private static RestResponse<GroupView> found(GroupView group) {
        return TaggedResponse.ok(group, group.revision());
    }

    private static @Nullable Boolean active(String state) {
        return switch (state) {
            case "active" -> Boolean.TRUE;
            case "removed" -> Boolean.FALSE;
            case "all" -> null;
            default ->
                throw ProblemException.ofField(
                        GenericError.INVALID_PARAMETER, "state", "Expected active, removed or all.");
        };
    }
}

package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
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

/** Where a group's score comes from, part by part (D-44). */
@Path("/v1/buying-groups/{id}/engagement")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
@Tag(name = "Buying groups")
class ScorePartsResource {

    private final SandboxTransactions transactions;
    private final ScorePartsStatements statements;
    private final CurrentSandbox current;

    ScorePartsResource(SandboxTransactions transactions, ScorePartsStatements statements, CurrentSandbox current) {
        this.transactions = transactions;
        this.statements = statements;
        this.current = current;
    }

    @GET
    @Operation(summary = "A group's score of the last run with its parts: raw value, root, model and window")
    public Uni<GroupParts> ofGroup(@PathParam("id") UUID id) {
        Sandbox sandbox = current.sandbox();
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, id));
    }

    @GET
    @Path("/members")
    @Operation(summary = "Each member's score of the last run with its parts, in the order of the persons' keys")
    public Uni<RestResponse<Page<MemberParts>>> ofMembers(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Sandbox sandbox = current.sandbox();
        String after = Parameter.place(cursor);
        int size = Cursor.limit(limit);
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> require(connection, sandbox, id)
                                .chain(() -> statements.ofMembers(connection, sandbox.id(), id, after, size + 1)))
                .map(members -> Page.of(members, size, MemberParts::personKey).response(uri));
    }

    private Uni<GroupParts> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return statements
                .ofGroup(connection, sandbox.id(), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }
}

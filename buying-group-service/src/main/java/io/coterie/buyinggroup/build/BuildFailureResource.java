package io.coterie.buyinggroup.build;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Accounts whose groups could not be built, and another attempt (D-30). */
@Path("/v1/build-failures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Build failures", description = "Accounts whose buying groups could not be built")
class BuildFailureResource {

    private final AccountFailures failures;
    private final CurrentSandbox current;

    BuildFailureResource(AccountFailures failures, CurrentSandbox current) {
        this.failures = failures;
        this.current = current;
    }

    /** @param accounts null for all that failed */
    @Schema(name = "RetryBuilds")
    record RetryRequest(@Nullable List<String> accounts) {}

    /** @param accounts how many are tried again */
    @Schema(name = "RetriedBuilds")
    record Retried(int accounts) {}

    @GET
    @RolesAllowed(Permissions.VIEW_BUYING_GROUPS)
    @Operation(summary = "List accounts whose buying groups could not be built, with the reason")
    public Uni<RestResponse<Page<AccountFailure>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return failures.list(current.sandbox(), cursor, Cursor.limit(limit)).map(page -> page.response(uri));
    }

    @POST
    @Path("/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permissions.MANAGE_BUYING_GROUPS)
    @Operation(summary = "Try to build the buying groups of these accounts again, or of all that failed")
    @APIResponseSchema(value = Retried.class, responseCode = "202", responseDescription = "Taken on")
    public Uni<RestResponse<Retried>> retry(@NotNull RetryRequest request) {
        return failures.retry(current.sandbox(), request.accounts())
                .map(accounts -> RestResponse.ResponseBuilder.<Retried>accepted(new Retried(accounts))
                        .build());
    }
}

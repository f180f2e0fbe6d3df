package io.coterie.activation.email;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.CurrentSandbox;
import io.coterie.platform.tenancy.Permissions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** E-mail definitions. */
@Path("/v1/emails")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "E-mails", description = "E-mail definitions")
class EmailResource {

    private final EmailService emails;
    private final CurrentSandbox current;

    EmailResource(EmailService emails, CurrentSandbox current) {
        this.emails = emails;
        this.current = current;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Create an e-mail")
    @APIResponseSchema(value = EmailDefinition.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<EmailDefinition>> create(@Nullable EmailRequest request) {
        return emails.create(current.sandbox(), EmailContent.of(body(request)), current.actor())
                .map(email -> answer(
                        ResponseBuilder.<EmailDefinition>created(URI.create("/v1/emails/" + email.id())), email));
    }

    @GET
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "List e-mails")
    public Uni<RestResponse<Page<EmailDefinition>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        int size = Cursor.limit(limit);
        return emails.list(current.sandbox(), Cursor.decode(cursor), size + 1)
                .map(rows -> Page.of(rows, size, EmailDefinition::name).response(uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permissions.VIEW_EMAILS)
    @Operation(summary = "Read an e-mail")
    public Uni<RestResponse<EmailDefinition>> get(UUID id) {
        return emails.get(current.sandbox(), id).map(email -> answer(ResponseBuilder.ok(), email));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(summary = "Change an e-mail")
    public Uni<RestResponse<EmailDefinition>> update(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable EmailRequest request) {
        if (ifMatch == null) {
            throw ProblemException.ofField(
                    GenericError.PRECONDITION_REQUIRED,
                    "If-Match",
                    "Expected the entity tag of the version to change.");
        }
        return emails.update(current.sandbox(), id, ifMatch, EmailContent.of(body(request)), current.actor())
                .map(email -> answer(ResponseBuilder.ok(), email));
    }

    @PUT
    @Path("/by-name/{name}")
    @RolesAllowed(Permissions.MANAGE_EMAILS)
    @Operation(
            summary = "Declare an e-mail under its name",
            description = "So that it can be kept in version control; the same body again changes nothing.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "200", description = "Changed, or like this already")
    public Uni<RestResponse<EmailDefinition>> declare(String name, @Nullable EmailRequest request) {
        return emails.declare(current.sandbox(), EmailContent.of(body(request).withName(name)), current.actor())
                .map(declared -> answer(
                        declared.created()
                                ? ResponseBuilder.<EmailDefinition>created(URI.create(
                                        "/v1/emails/" + declared.email().id()))
                                : ResponseBuilder.ok(),
                        declared.email()));
    }

    private static EmailRequest body(@Nullable EmailRequest request) {
        if (request == null) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected a body.");
        }
        return request;
    }

    private static RestResponse<EmailDefinition> answer(
            ResponseBuilder<EmailDefinition> builder, EmailDefinition email) {
        return builder.entity(email).tag(Long.toString(email.revision())).build();
    }
}

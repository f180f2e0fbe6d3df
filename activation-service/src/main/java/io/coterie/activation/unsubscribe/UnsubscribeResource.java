package io.coterie.activation.unsubscribe;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Unscoped;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One-click unsubscribe (RFC 8058). Public: the signed token says who and from which sandbox. POST unsubscribes and
 * answers 200 with no redirect, cookie or question; GET shows a page and changes nothing, because scanners follow links.
 */
@Path("/v1/unsubscribe/{token}")
@Unscoped
@PermitAll
@Tag(name = "Unsubscribe", description = "One-click unsubscribe (RFC 8058); the signed token in the path says who")
class UnsubscribeResource {

    private static final String FIELD = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";

    private final UnsubscribeService service;

    UnsubscribeResource(UnsubscribeService service) {
        this.service = service;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Show the question", description = "Changes nothing, because scanners follow links.")
    public RestResponse<String> page(String token) {
        return html(UnsubscribePage.question(service.addressOf(token)));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Unsubscribe")
    public Uni<RestResponse<String>> unsubscribe(String token, @RestForm(FIELD) @Nullable String value) {
        return oneClick(token, value);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Unsubscribe")
    public Uni<RestResponse<String>> unsubscribeUrlEncoded(String token, @RestForm(FIELD) @Nullable String value) {
        return oneClick(token, value);
    }

    private Uni<RestResponse<String>> oneClick(String token, @Nullable String value) {
        if (!ONE_CLICK.equals(value)) {
            throw ProblemException.ofField(GenericError.INVALID_BODY, FIELD, "Expected List-Unsubscribe=One-Click.");
        }
        return service.unsubscribe(token).map(_ -> html(UnsubscribePage.done()));
    }

    private static RestResponse<String> html(String page) {
        return ResponseBuilder.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}

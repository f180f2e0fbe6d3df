package io.coterie.platform.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place where a failure becomes an answer. Nothing of the inside is shown: no class names, SQL or traces. Public,
 * with public methods, because in tests and in dev mode the generated callers are in a service's class loader.
 */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response refused(ProblemException refusal, UriInfo uri) {
        return answer(refusal.problem(), uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response json(JsonProcessingException failure, UriInfo uri) {
        return answer(ofJson(failure), uri);
    }

    /** The framework wraps what Jackson says about a body; with its own mapper a wrong field would lose its name. */
    @ServerExceptionMapper(priority = 1)
    public Response mismatch(MismatchedInputException failure, UriInfo uri) {
        return answer(ofJson(failure), uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response invalid(ConstraintViolationException failure, UriInfo uri) {
        List<Violation> violations = failure.getConstraintViolations().stream()
                .map(ProblemMappers::violation)
                .sorted(Comparator.comparing(Violation::field))
                .toList();
        return answer(Problem.of(GenericError.INVALID_BODY, "Expected valid values in every field.", violations), uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException failure, UriInfo uri) {
        return unauthorized(uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response unauthenticated(AuthenticationFailedException failure, UriInfo uri) {
        return unauthorized(uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException failure, UriInfo uri) {
        return answer(
                Problem.of(
                        GenericError.FORBIDDEN,
                        "Expected a token with the permission of this endpoint (see the permissions reference).",
                        List.of()),
                uri);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, UriInfo uri) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refused(refusal, uri);
            }
            if (cause instanceof JsonProcessingException json) {
                return json(json, uri);
            }
        }
        GenericError code = GenericError.ofStatus(failure.getResponse().getStatus());
        if (code == GenericError.INTERNAL_ERROR) {
            return unexpected(failure, uri);
        }
        return answer(Problem.of(code, code.title() + ".", List.of()), uri);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, UriInfo uri) {
        LOG.errorf(failure, "Request failed: %s", uri.getPath());
        return answer(
                Problem.of(
                        GenericError.INTERNAL_ERROR,
                        "The request could not be carried out; the log has the rest.",
                        List.of()),
                uri);
    }

    /** What Jackson says about a text, as a problem that names the place. */
    static Problem ofJson(JsonProcessingException failure) {
        return switch (failure) {
            case NulCharacterException nul -> invalid(nul.pointer(), NulCharacter.REFUSAL);
            case UnrecognizedPropertyException unknown ->
                invalid(pointer(unknown), "Unknown field; known here: " + unknown.getKnownPropertyIds() + ".");
            case InvalidFormatException format ->
                invalid(
                        pointer(format),
                        ExpectedValue.of(format.getTargetType())
                                .orElseGet(() -> "Expected a value of type "
                                        + format.getTargetType().getSimpleName() + "."));
            case MismatchedInputException mismatch ->
                invalid(
                        pointer(mismatch),
                        ExpectedValue.of(mismatch.getTargetType())
                                .orElse("Expected a value of another type, or a value where there is none."));
            case StreamConstraintsException tooMuch ->
                Problem.of(
                        GenericError.PAYLOAD_TOO_LARGE,
                        "Expected less nesting, shorter texts or shorter numbers.",
                        List.of(new Violation("", "Expected less nesting, shorter texts or shorter numbers.")));
            case JsonParseException parse -> malformed(parse.getLocation());
            case JsonMappingException mapping -> invalid(pointer(mapping), "Expected a value that fits this field.");
            default -> malformed(failure.getLocation());
        };
    }

    private static Problem malformed(JsonLocation location) {
        String place = location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        return Problem.of(
                GenericError.MALFORMED_JSON,
                "Expected well-formed JSON" + (place.isEmpty() ? "." : ", but it breaks at " + place + "."),
                List.of(new Violation("", "The text breaks here" + (place.isEmpty() ? "." : ": " + place + "."))));
    }

    private static Problem invalid(String pointer, String detail) {
        return Problem.of(GenericError.INVALID_BODY, detail, List.of(new Violation(pointer, detail)));
    }

    private static String pointer(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        // The first two nodes of a path name the method and its parameter; what follows is the place in the body.
        List<String> names = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Object::toString)
                .toList();
        String field = names.size() > 2
                ? "/" + String.join("/", names.subList(2, names.size())).replaceAll("\\[(\\d+)]", "/$1")
                : names.getLast();
        return new Violation(field, violation.getMessage());
    }

    private static Response unauthorized(UriInfo uri) {
        Problem problem =
                Problem.of(GenericError.UNAUTHORIZED, "Expected a valid token in the Authorization header.", List.of());
        return Response.fromResponse(answer(problem, uri))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    /** A problem in wire form, with the headers that go with it. */
    public static Response answer(Problem problem, UriInfo uri) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.at(uri.getPath()));
        problem.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds.toSeconds()));
        return answer.build();
    }
}

package io.coterie.platform.openapi;

import io.coterie.platform.problem.Problem;
import io.coterie.platform.tenancy.SandboxRequestFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Parameters and responses that mean the same wherever they stand: written once, referenced by operations. */
final class SharedParts {

    private static final String IF_MATCH = "If-Match";

    private static final Map<String, Parameter> PARAMETERS = Map.of(
            SandboxRequestFilter.SANDBOX_HEADER,
            header(SandboxRequestFilter.SANDBOX_HEADER, "The sandbox to work in; it must be open to the token.")
                    .required(true),
            SandboxRequestFilter.ORGANISATION_HEADER,
            header(SandboxRequestFilter.ORGANISATION_HEADER, "When sent, it must be the token's organisation."),
            IF_MATCH,
            header(IF_MATCH, "The entity tag of the version to change; another version is refused with 412."),
            "cursor",
            query("cursor", "The next of an earlier page; absent for the first one.", text()),
            "limit",
            query("limit", "How many items a page has at the most.", pageSize()));

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "The request does not have the expected form; every offending field is named",
            "401", "There is no valid token",
            "403", "The token lacks the permission, or the sandbox is not open to it",
            "404", "There is nothing here",
            "412", "The record has changed since it was read",
            "default", "Any other refusal; its type says which (see the errors reference)");

    /** What the framework writes when nobody has said anything. */
    private static final Set<String> PLAIN = Set.of("Not Authorized", "Not Allowed", "Bad Request");

    private SharedParts() {}

    static void addTo(OpenAPI document) {
        Components components = document.getComponents();
        new TreeMap<>(PARAMETERS).forEach(components::addParameter);
        components.addSchema("Problem", problemDetails());
        components.addSchema("Violation", violation());
        new TreeMap<>(REFUSALS)
                .forEach((status, description) -> components.addResponse(
                        status,
                        OASFactory.createAPIResponse().description(description).content(problem())));
    }

    static Parameter parameter(String name) {
        return OASFactory.createParameter().ref("#/components/parameters/" + name);
    }

    static APIResponse response(String status) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + status);
    }

    /** The reference to the parameter written once, or the operation's own. */
    static Parameter shared(Parameter own) {
        Parameter shared = PARAMETERS.get(String.valueOf(own.getName()));
        return shared != null && shared.getIn() == own.getIn() ? parameter(own.getName()) : own;
    }

    static boolean isIfMatch(Parameter parameter) {
        return parameter.getRef() != null && parameter.getRef().endsWith("/" + IF_MATCH);
    }

    static boolean isPlain(String status, APIResponse response) {
        return REFUSALS.containsKey(status)
                && response.getContent() == null
                && PLAIN.contains(String.valueOf(response.getDescription()));
    }

    static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }

    /** As {@link Problem} is written. */
    private static Schema problemDetails() {
        return object("RFC 9457 problem details", List.of("type", "title", "status", "detail", "code"))
                .addProperty("type", text().description("urn:coterie:problem: and the code"))
                .addProperty("title", text().description("The same for every occurrence of the code"))
                .addProperty("status", number().description("The HTTP status"))
                .addProperty("detail", text().description("This occurrence, for a person"))
                .addProperty("instance", text().description("The path of the request"))
                .addProperty("code", text().description("See the errors reference"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .items(OASFactory.createSchema().ref("#/components/schemas/Violation"))
                                .description("Every offending field; absent when no input is at fault"));
    }

    /** As {@link io.coterie.platform.problem.Violation} is written. */
    private static Schema violation() {
        return object("One thing that is wrong with what was sent", List.of("field", "detail"))
                .addProperty(
                        "field",
                        text().description("A JSON pointer into the body, or the name of a parameter or header"))
                .addProperty("detail", text().description("What was expected there, for a person"))
                .addProperty("column", number().description("1-based place inside an expression"));
    }

    private static Schema object(String description, List<String> required) {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .description(description)
                .required(required);
    }

    private static Schema number() {
        return OASFactory.createSchema().type(List.of(SchemaType.INTEGER));
    }

    private static Parameter header(String name, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(text());
    }

    private static Parameter query(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }

    /** The bounds of {@link io.coterie.platform.paging.Cursor#limit}. */
    private static Schema pageSize() {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.INTEGER))
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(1000))
                .defaultValue(100);
    }
}

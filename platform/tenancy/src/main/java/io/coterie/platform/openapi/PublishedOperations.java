package io.coterie.platform.openapi;

import io.coterie.platform.tenancy.SandboxRequestFilter;
import io.coterie.platform.tenancy.Unscoped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Completes the published OpenAPI document with what holds for every operation: its id, the headers that {@link
 * SandboxRequestFilter} reads, and the problems that any endpoint can answer with. An operation's own annotations say
 * only what is particular to it. The order is fixed, so that the document changes only when the interface does.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PublishedOperations implements OASFilter {

    private static final String CSV = "text/csv";
    private static final Set<String> RECORDS = Set.of("200", "201", "202");

    private final Set<String> unscoped;
    private final PublishedSchemas schemas;

    public PublishedOperations(IndexView index) {
        this.unscoped = index.getAnnotations(Unscoped.class).stream()
                .map(PublishedOperations::handler)
                .collect(Collectors.toUnmodifiableSet());
        this.schemas = new PublishedSchemas(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        SharedParts.addTo(document);
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((_, operation) -> complete(path, operation)));
        schemas.complete(document.getComponents().getSchemas());
        sort(document);
    }

    private void complete(String path, Operation operation) {
        // The strategy class-method makes it AccountResource_put.
        String handler = String.valueOf(operation.getOperationId());
        String resource = handler.substring(0, Math.max(0, handler.indexOf('_')));
        boolean isPublic =
                operation.getSecurity() == null || operation.getSecurity().isEmpty();
        boolean isScoped = !isPublic && !unscoped.contains(resource) && !unscoped.contains(handler);
        operation.setOperationId(capability(path) + "." + handler.substring(handler.indexOf('_') + 1));
        operation.setParameters(parameters(operation.getParameters(), isPublic, isScoped));
        operation.setResponses(responses(operation, isPublic));
    }

    /** The first path segment, which is unique in the suite, as a name: {@code buyingGroups}. */
    private static String capability(String path) {
        String segment = path.split("/", -1)[2];
        StringBuilder name = new StringBuilder();
        for (String word : segment.split("-", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static List<Parameter> parameters(@Nullable List<Parameter> own, boolean isPublic, boolean isScoped) {
        List<Parameter> parameters = new ArrayList<>();
        if (own != null) {
            own.stream()
                    .filter(parameter -> !SandboxRequestFilter.ORGANISATION_HEADER.equals(parameter.getName()))
                    .map(SharedParts::shared)
                    .forEach(parameters::add);
        }
        if (isScoped) {
            parameters.add(SharedParts.parameter(SandboxRequestFilter.SANDBOX_HEADER));
        }
        if (!isPublic) {
            parameters.add(SharedParts.parameter(SandboxRequestFilter.ORGANISATION_HEADER));
        }
        return parameters;
    }

    private static APIResponses responses(Operation operation, boolean isPublic) {
        Map<String, APIResponse> all = new TreeMap<>();
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (!SharedParts.isPlain(status, response)) {
                all.put(status, isRefusal(status) ? asProblem(response) : response);
            }
        });
        shareContent(all);
        all.values().forEach(PublishedOperations::tellText);
        List<Parameter> parameters = operation.getParameters();
        if (!isPublic) {
            all.putIfAbsent("401", SharedParts.response("401"));
            all.putIfAbsent("403", SharedParts.response("403"));
        }
        all.putIfAbsent("400", SharedParts.response("400"));
        if (parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH)) {
            all.putIfAbsent("404", SharedParts.response("404"));
        }
        if (parameters.stream().anyMatch(SharedParts::isIfMatch)) {
            all.putIfAbsent("412", SharedParts.response("412"));
        }
        all.putIfAbsent("default", SharedParts.response("default"));
        APIResponses sorted = OASFactory.createAPIResponses();
        all.forEach(sorted::addAPIResponse);
        return sorted;
    }

    /** Created and changed answer with the same record; the framework reads it from the handler's type for one of them. */
    private static void shareContent(Map<String, APIResponse> all) {
        all.entrySet().stream()
                .filter(success ->
                        !isRefusal(success.getKey()) && success.getValue().getContent() != null)
                .findFirst()
                .ifPresent(told -> all.forEach((status, response) -> {
                    if (RECORDS.contains(status) && response.getContent() == null) {
                        response.setContent(told.getValue().getContent());
                    }
                }));
    }

    /** A handler's type is the JSON form of its answer; as CSV it is text. */
    private static void tellText(APIResponse response) {
        MediaType csv =
                response.getContent() == null ? null : response.getContent().getMediaType(CSV);
        if (csv != null) {
            csv.setSchema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
        }
    }

    private static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static APIResponse asProblem(APIResponse response) {
        return response.getContent() == null ? response.content(SharedParts.problem()) : response;
    }

    private static void sort(OpenAPI document) {
        Map<String, PathItem> paths = new TreeMap<>(document.getPaths().getPathItems());
        paths.values().forEach(PublishedOperations::sort);
        document.getPaths().setPathItems(paths);
        document.getComponents()
                .setSchemas(new LinkedHashMap<>(
                        new TreeMap<>(document.getComponents().getSchemas())));
        if (document.getTags() != null) {
            document.setTags(document.getTags().stream()
                    .sorted(Comparator.comparing(tag -> tag.getName()))
                    .toList());
        }
    }

    private static void sort(PathItem item) {
        Map<HttpMethod, Operation> operations = new TreeMap<>(item.getOperations());
        operations.keySet().forEach(method -> item.setOperation(method, null));
        operations.forEach(item::setOperation);
    }

    private static String handler(AnnotationInstance annotation) {
        return switch (annotation.target().kind()) {
            case CLASS -> annotation.target().asClass().simpleName();
            case METHOD ->
                annotation.target().asMethod().declaringClass().simpleName() + "_"
                        + annotation.target().asMethod().name();
            default -> annotation.target().toString();
        };
    }
}

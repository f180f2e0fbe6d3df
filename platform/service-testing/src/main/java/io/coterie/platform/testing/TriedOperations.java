package io.coterie.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds the requests of a test against the operations of an OpenAPI document, so that none is forgotten. */
final class TriedOperations {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    /** Which permission an operation needs, by method and path template; empty where it needs none. */
    private final Map<String, String> permissions = new TreeMap<>();

    TriedOperations(JsonNode document) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> permissions.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                permission(operation.getValue()))));
    }

    /** Operations that need no permission. */
    Set<String> open() {
        return permissions.entrySet().stream()
                .filter(operation -> operation.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param tried the permission a request needs, by method and path, for example {@code GET /v1/emails/1?limit=5}
     * @param elsewhere operations that another test tries
     */
    void require(Map<String, String> tried, Set<String> elsewhere) {
        List<String> faults = new ArrayList<>();
        Set<String> forgotten = new TreeSet<>(permissions.keySet());
        forgotten.removeAll(open());
        forgotten.removeAll(elsewhere);
        tried.forEach((request, permission) -> {
            String operation = operation(request);
            forgotten.remove(operation);
            String needed = permissions.getOrDefault(operation, "");
            if (!needed.equals(permission)) {
                faults.add(request + " was tried with " + permission + ", but "
                        + (operation.isEmpty() ? "is not published" : operation + " needs '" + needed + "'"));
            }
        });
        forgotten.forEach(operation -> faults.add(operation + " was not tried"));
        if (!faults.isEmpty()) {
            throw new AssertionError("Expected every operation to be tried:\n" + String.join("\n", faults));
        }
    }

    /** The operation that answers a request: of several that could, the one with the most literal characters. */
    private String operation(String request) {
        String asked = request.replaceFirst("\\?.*", "");
        return permissions.keySet().stream()
                .filter(operation -> matches(operation, asked))
                .max(Comparator.comparingInt(
                        operation -> PARAMETER.matcher(operation).replaceAll("").length()))
                .orElse("");
    }

    private static boolean matches(String operation, String asked) {
        String[] template = operation.split("/", -1);
        String[] segments = asked.split("/", -1);
        boolean matches = template.length == segments.length;
        for (int segment = 0; matches && segment < template.length; segment++) {
            matches = template[segment].equals(segments[segment])
                    || PARAMETER.matcher(template[segment]).matches();
        }
        return matches;
    }

    private static String permission(JsonNode operation) {
        return operation.path("security").path(0).path("token").path(0).asText();
    }
}

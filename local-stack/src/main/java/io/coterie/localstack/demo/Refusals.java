package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which lines of which file a bulk call refused; a repeated call tells a line twice. */
final class Refusals {

    private final Map<String, SortedSet<Integer>> lines = new LinkedHashMap<>();

    Consumer<JsonNode> of(String file) {
        SortedSet<Integer> refused = lines.computeIfAbsent(file, none -> new TreeSet<>());
        return result -> {
            if (result.path("status").asText().equals("refused")) {
                refused.add(result.path("line").asInt());
            }
        };
    }

    List<Integer> lines(String file) {
        return List.copyOf(lines.getOrDefault(file, new TreeSet<>()));
    }
}

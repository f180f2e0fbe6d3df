package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Which lines of which file a bulk call refused. */
final class Refusals {

    private final Map<String, List<Integer>> lines = new LinkedHashMap<>();

    Consumer<JsonNode> of(String file) {
        List<Integer> refused = lines.computeIfAbsent(file, none -> new ArrayList<>());
        return result -> {
            if (result.path("status").asText().equals("refused")) {
                refused.add(result.path("line").asInt());
            }
        };
    }

    List<Integer> lines(String file) {
        return lines.getOrDefault(file, List.of()).stream().sorted().toList();
    }
}

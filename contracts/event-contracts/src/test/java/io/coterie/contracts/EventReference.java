package io.coterie.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of {@code docs/reference/events.md}: who sends what to whom is written there and nowhere else. */
record EventReference(List<TopicRow> topics, List<TypeRow> types, List<AttributeRow> attributes) {

    private static final Path PAGE = Path.of("../../docs/reference/events.md");

    record TopicRow(String topic, String key, List<String> from, List<String> to, List<String> payloads) {}

    record TypeRow(String type, String says) {}

    record AttributeRow(String attribute, String content) {}

    static EventReference read() {
        List<List<String>> rows = lines().stream()
                .filter(line -> line.startsWith("| `"))
                .map(EventReference::cells)
                .toList();
        return new EventReference(
                rows.stream()
                        .filter(cells -> cells.size() == 6)
                        .map(cells -> new TopicRow(
                                cells.get(0),
                                cells.get(2),
                                names(cells.get(3)),
                                names(cells.get(4)),
                                names(cells.get(5))))
                        .toList(),
                rows.stream()
                        .filter(cells -> cells.size() == 2 && cells.getFirst().startsWith("io.coterie."))
                        .map(cells -> new TypeRow(cells.get(0), cells.get(1)))
                        .toList(),
                rows.stream()
                        .filter(cells -> cells.size() == 2 && !cells.getFirst().startsWith("io.coterie."))
                        .flatMap(cells -> names(cells.get(0)).stream()
                                .map(attribute -> new AttributeRow(attribute, cells.get(1))))
                        .toList());
    }

    TopicRow topic(String name) {
        return topics.stream()
                .filter(row -> row.topic().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a row for " + name + " in " + PAGE));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList()
                .subList(1, line.split("\\|", -1).length - 1);
    }

    private static List<String> names(String cell) {
        return Arrays.stream(cell.split(", ", -1)).map(String::strip).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected " + PAGE, e);
        }
    }
}

package io.coterie.benchmarks.suite;

import io.coterie.localstack.stack.Part;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What something took.
 *
 * @param processorSeconds of each part of the suite, meanwhile
 */
public record Usage(Duration wall, Map<Part, Double> processorSeconds) {

    public double seconds() {
        return wall.toNanos() / 1e9;
    }

    /** Processor seconds of these parts together. */
    public double processorSeconds(Part... parts) {
        return Stream.of(parts).mapToDouble(processorSeconds::get).sum();
    }

    /** Processor seconds of the services, PostgreSQL and Kafka. */
    public double suiteSeconds() {
        return processorSeconds.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** Processor seconds by part, for whoever watches. */
    public String byPart() {
        StringBuilder text = new StringBuilder();
        processorSeconds.forEach((part, seconds) -> text.append(text.isEmpty() ? "" : ", ")
                .append(part.label())
                .append(' ')
                .append(Math.round(seconds * 10) / 10.0));
        return text.toString();
    }
}

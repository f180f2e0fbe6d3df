package io.coterie.benchmarks.suite;

import java.time.Duration;
import java.util.List;

/**
 * What was chosen on the command line; what was not is the measurement's own.
 *
 * @param chosenSizes persons; empty when not chosen
 * @param chosenRepetitions 0 when not chosen
 * @param chosenDuration zero when not chosen
 */
public record Choices(List<Integer> chosenSizes, int chosenRepetitions, Duration chosenDuration) {

    public List<Integer> sizes(Integer... usual) {
        return chosenSizes.isEmpty() ? List.of(usual) : chosenSizes;
    }

    public int repetitions(int usual) {
        return chosenRepetitions == 0 ? usual : chosenRepetitions;
    }

    public Duration duration(Duration usual) {
        return chosenDuration.isZero() ? usual : chosenDuration;
    }
}

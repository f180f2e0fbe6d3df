package io.coterie.benchmarks.report;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What several repetitions gave. */
public record Spread(double min, double median, double max) {

    /** Of one figure of each turn. */
    public static <T> Spread of(Collection<T> turns, ToDoubleFunction<T> figure) {
        return of(turns.stream().mapToDouble(figure).boxed().toList());
    }

    public static Spread of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }
}

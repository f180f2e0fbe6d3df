package io.coterie.benchmarks.report;

import java.util.List;

/** What a cost per piece does while the number of pieces grows. */
public final class Growth {

    private Growth() {}

    /**
     * The most that a size costs beside a smaller one: 1 or less where larger sizes never cost more.
     *
     * @param costs per piece, from the smallest size to the largest
     */
    public static double of(List<Double> costs) {
        double cheapest = costs.getFirst();
        double growth = 0;
        for (double cost : costs.subList(1, costs.size())) {
            growth = Math.max(growth, cost / cheapest);
            cheapest = Math.min(cheapest, cost);
        }
        return costs.size() == 1 ? 1 : growth;
    }
}

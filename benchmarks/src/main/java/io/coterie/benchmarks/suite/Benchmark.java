package io.coterie.benchmarks.suite;

import io.coterie.benchmarks.report.Result;

/** One measurement: it prepares, warms up, repeats, and says what it found. */
public interface Benchmark {

    /** The word behind {@code ./coterie bench}. */
    String name();

    /** What it measures, for the list of measurements. */
    String question();

    Result run(Bench bench) throws Exception;
}

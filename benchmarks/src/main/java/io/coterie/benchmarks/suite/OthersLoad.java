package io.coterie.benchmarks.suite;

/** How many cores other programs keep busy meanwhile: a measurement on a busy machine should say so. */
public record OthersLoad(long since, double machine, double own) {

    public static OthersLoad begin() {
        return new OthersLoad(System.nanoTime(), ProcessorTime.ofMachine(), ownSeconds());
    }

    /** Cores used by others since the beginning, on average. */
    public double cores() {
        double seconds = (System.nanoTime() - since) / 1e9;
        double others = (ProcessorTime.ofMachine() - machine) - (ownSeconds() - own);
        return Math.max(0, others / seconds);
    }

    private static double ownSeconds() {
        return ProcessorTime.ofFamily(ProcessHandle.current());
    }
}

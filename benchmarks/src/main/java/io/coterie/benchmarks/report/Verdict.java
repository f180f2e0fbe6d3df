package io.coterie.benchmarks.report;

/**
 * A promise and what was measured.
 *
 * @param promise what is promised, as a sentence
 * @param measured the number that decides
 * @param atLeast whether the number must reach the bound or stay below it
 */
public record Verdict(String promise, double measured, double bound, boolean atLeast, String unit) {

    public static Verdict atLeast(String promise, double measured, double bound) {
        return new Verdict(promise, measured, bound, true, "");
    }

    public static Verdict atMost(String promise, double measured, double bound, String unit) {
        return new Verdict(promise, measured, bound, false, unit);
    }

    public boolean isKept() {
        return atLeast ? measured >= bound : measured <= bound;
    }

    public String line() {
        return Text.format(
                "%s  %s: %s%s, promised %s %s%s",
                isKept() ? "PASS" : "MISS",
                promise,
                shown(measured),
                unit,
                atLeast ? "at least" : "at most",
                shown(bound),
                unit);
    }

    private static String shown(double value) {
        return Table.number(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);
    }
}

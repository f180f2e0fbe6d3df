package io.coterie.localstack.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the demonstration found, each number beside what the input implies. */
final class Report {

    private final PrintStream out;
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void phase(String name, Duration took) {
        phases.put(name, took);
        out.printf(Locale.ROOT, "  done   %-58s %7.1f s%n", name, took.toMillis() / 1000.0);
    }

    void check(String what, Object expected, Object found) {
        lines.add(new Checked(what, expected, found));
    }

    /** A number without a right value, for information. */
    void note(String what, Object found) {
        lines.add(new Noted(what, found));
    }

    boolean isRight() {
        return mismatches().isEmpty();
    }

    void print() {
        out.println();
        out.println("Report                                                     found        expected");
        lines.forEach(line -> out.println(line.shown()));
        out.println();
        out.println("Seconds per phase");
        phases.forEach((name, took) -> out.printf(Locale.ROOT, "    %-58s %7.1f%n", name, took.toMillis() / 1000.0));
        out.println();
        List<String> wrong = mismatches();
        if (wrong.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "All %d numbers are what the input implies.%n",
                    checked().count());
        } else {
            wrong.forEach(line -> out.println("MISMATCH " + line));
        }
    }

    List<String> mismatches() {
        return checked()
                .filter(line -> !line.isRight())
                .map(line -> line.what() + ": expected " + line.expected() + ", found " + line.found())
                .toList();
    }

    private Stream<Checked> checked() {
        return lines.stream().filter(Checked.class::isInstance).map(Checked.class::cast);
    }

    private sealed interface Line {

        String shown();
    }

    private record Checked(String what, Object expected, Object found) implements Line {

        boolean isRight() {
            return Objects.equals(String.valueOf(expected), String.valueOf(found));
        }

        @Override
        public String shown() {
            return String.format(Locale.ROOT, "  %s %-52s %9s %15s", isRight() ? "✓" : "✗", what, found, expected);
        }
    }

    private record Noted(String what, Object found) implements Line {

        @Override
        public String shown() {
            return String.format(Locale.ROOT, "    %-52s %9s", what, found);
        }
    }
}

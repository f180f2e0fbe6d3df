package io.coterie.localstack.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the demonstration found, each number beside what the input implies. */
final class Report {

    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    void phase(String name, Duration took) {
        phases.put(name, took);
    }

    void check(String what, Object expected, Object found) {
        lines.add(new Checked(what, expected, found));
    }

    /** For what may happen, but not more often than there was a reason for it. */
    void checkAtMost(String what, long limit, long found) {
        lines.add(new Limited(what, limit, found));
    }

    /** Compares what there is with what there should be, not only how much of it; what is wrong is named. */
    void checkAll(String what, Collection<String> expected, Collection<String> found) {
        lines.add(Compared.of(what, expected, found));
    }

    /** A number without a right value, for information. */
    void note(String what, Object found) {
        lines.add(new Noted(what, found));
    }

    boolean isRight() {
        return mismatches().isEmpty();
    }

    /** Everything, ready to be shown. */
    String text() {
        List<String> text = new ArrayList<>();
        text.add("");
        text.add("Report                                                     found        expected");
        lines.forEach(line -> text.add(line.shown()));
        text.add("");
        text.add("Seconds per phase");
        phases.forEach((name, took) ->
                text.add(String.format(Locale.ROOT, "    %-58s %7.1f", name, took.toMillis() / 1000.0)));
        text.add("");
        List<String> wrong = mismatches();
        if (wrong.isEmpty()) {
            text.add("All " + checked().count() + " numbers are what the input implies.");
        } else {
            wrong.forEach(line -> text.add("MISMATCH " + line));
        }
        return String.join("\n", text);
    }

    List<String> mismatches() {
        return checked().filter(line -> !line.isRight()).map(Check::complaint).toList();
    }

    private Stream<Check> checked() {
        return lines.stream().filter(Check.class::isInstance).map(Check.class::cast);
    }

    private sealed interface Line {

        String shown();
    }

    private sealed interface Check extends Line {

        boolean isRight();

        String complaint();
    }

    private static String row(boolean right, String what, Object found, Object expected) {
        return String.format(Locale.ROOT, "  %s %-52s %9s %15s", right ? "✓" : "✗", what, found, expected);
    }

    private record Checked(String what, Object expected, Object found) implements Check {

        @Override
        public boolean isRight() {
            return Objects.equals(String.valueOf(expected), String.valueOf(found));
        }

        @Override
        public String complaint() {
            return what + ": expected " + expected + ", found " + found;
        }

        @Override
        public String shown() {
            return row(isRight(), what, found, expected);
        }
    }

    private record Limited(String what, long limit, long found) implements Check {

        @Override
        public boolean isRight() {
            return found <= limit;
        }

        @Override
        public String complaint() {
            return what + ": expected at most " + limit + ", found " + found;
        }

        @Override
        public String shown() {
            return row(isRight(), what, found, "at most " + limit);
        }
    }

    /** What is missing and what is too much; something that is there twice is too much once. */
    private record Compared(String what, int expected, int found, List<String> missing, List<String> surplus)
            implements Check {

        private static final int SHOWN = 5;

        static Compared of(String what, Collection<String> expected, Collection<String> found) {
            return new Compared(
                    what, expected.size(), found.size(), difference(expected, found), difference(found, expected));
        }

        @Override
        public boolean isRight() {
            return missing.isEmpty() && surplus.isEmpty();
        }

        @Override
        public String complaint() {
            return what + ": expected " + expected + ", found " + found + few("missing", missing)
                    + few("too many", surplus);
        }

        @Override
        public String shown() {
            return row(isRight(), what, found, expected);
        }

        private static List<String> difference(Collection<String> of, Collection<String> without) {
            Map<String, Integer> rest = new HashMap<>();
            without.forEach(item -> rest.merge(item, 1, Integer::sum));
            return of.stream()
                    .filter(item -> rest.merge(item, -1, Integer::sum) < 0)
                    .sorted()
                    .toList();
        }

        private static String few(String word, List<String> items) {
            if (items.isEmpty()) {
                return "";
            }
            String more = items.size() > SHOWN ? ", …" : "";
            return "; " + items.size() + " " + word + ": "
                    + String.join(", ", items.subList(0, Math.min(SHOWN, items.size()))) + more;
        }
    }

    private record Noted(String what, Object found) implements Line {

        @Override
        public String shown() {
            return String.format(Locale.ROOT, "    %-52s %9s", what, found);
        }
    }
}

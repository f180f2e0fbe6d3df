package io.coterie.benchmarks.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run over everybody's 30 days beside the bare aggregation, and a run that finds nothing new. */
public final class EngagementBenchmark implements Benchmark {

    private static final double PROMISED = 0.5;
    private static final int USUAL_REPETITIONS = 3;

    @Override
    public String name() {
        return "engagement";
    }

    @Override
    public String question() {
        return "the night's engagement scores beside the bare aggregation of the same counts";
    }

    @Override
    public Result run(Bench bench) throws SQLException {
        List<Integer> sizes = bench.choices().sizes(10_000, 100_000, 1_000_000);
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        try (Suite suite = bench.suite()) {
            suite.makeBareTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLE);
            List<AtSize> measured = new ArrayList<>();
            for (int persons : sizes) {
                measured.add(atSize(bench, suite, persons, repetitions));
            }
            return result(measured, repetitions);
        }
    }

    private static AtSize atSize(Bench bench, Suite suite, int persons, int repetitions) throws SQLException {
        String sandbox = "bench-" + persons;
        int sandboxId = suite.sandbox(sandbox);
        JsonNode warmUp = night(suite, sandbox, sandboxId).run();
        Activity activity = new Activity(
                sandbox,
                sandboxId,
                persons,
                LocalDate.parse(warmUp.path("windowFrom").asText()),
                LocalDate.parse(warmUp.path("windowTo").asText()));
        int counts = activity.write(suite);
        suite.vacuum(Part.BUYING_GROUP_SERVICE);
        bench.say(Text.format("%,d counts of %,d persons", counts, persons));
        List<Nights> done = new ArrayList<>();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            Nights nights = nights(suite, activity);
            bench.say(Text.format(
                    "first night %.2f s, bare %.2f s; quiet night %.2f s, bare %.2f s",
                    nights.first().seconds(),
                    nights.bareFirst().seconds(),
                    nights.quiet().seconds(),
                    nights.bareQuiet().seconds()));
            done.add(nights);
        }
        return new AtSize(persons, counts, done);
    }

    private static Nights nights(Suite suite, Activity activity) throws SQLException {
        suite.emptyBareTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLE);
        suite.emptyOwnTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLE);
        // Once untimed, so that neither side finds the counts on disk.
        var _ = BareAggregation.read(suite, activity);
        Usage bareFirst = BareAggregation.write(suite, activity);
        Night first = night(suite, activity.sandbox(), activity.sandboxId());
        long differences = BareAggregation.differences(suite, activity);
        if (first.changed() != activity.persons() || differences != 0) {
            throw new IllegalStateException("Expected " + activity.persons() + " scores as the bare ones, but "
                    + first.changed() + " were stored and " + differences + " differ");
        }
        suite.vacuum(Part.BUYING_GROUP_SERVICE);
        Usage bareQuiet = BareAggregation.read(suite, activity);
        Night quiet = night(suite, activity.sandbox(), activity.sandboxId());
        return new Nights(bareFirst, first.usage(), bareQuiet, quiet.usage(), quiet.changed());
    }

    /** A run as an administrator starts it; the night's is the same. */
    private static Night night(Suite suite, String sandbox, int sandboxId) throws SQLException {
        JsonNode[] begun = new JsonNode[1];
        Usage usage = suite.<SQLException>until(() -> {
            begun[0] = suite.rest()
                    .post(sandbox, suite.buyingGroups(), "/v1/engagement-runs", JsonNodeFactory.instance.objectNode());
            suite.until(Part.BUYING_GROUP_SERVICE, sandboxId, """
                    select not exists (select from engagement_run where state in ('QUEUED', 'PUBLISHING'))""");
        });
        JsonNode run = suite.rest()
                .get(
                        sandbox,
                        suite.buyingGroups(),
                        "/v1/engagement-runs/" + begun[0].path("id").asText());
        if (!run.path("finishedAt").isTextual() || run.path("failure").isTextual()) {
            throw new IllegalStateException("Expected a complete run, but got " + run);
        }
        return new Night(usage, run);
    }

    private static Result result(List<AtSize> measured, int repetitions) {
        Table table = Table.of("", "min", "median", "max");
        measured.forEach(size -> size.addTo(table));
        AtSize largest = measured.getLast();
        return new Result(
                "Engagement scores of " + persons(measured) + " persons",
                List.of(
                        Text.format(
                                "Everybody did something on every third day of the window of 30 days: %,d daily counts of %,d"
                                        + " persons. Nobody belongs to a group, so all of it is persons' scores.",
                                largest.counts(), largest.persons()),
                        "First night: nobody has a score; from the POST of a run until it is complete. Bare: one statement"
                                + " that adds up the same counts and writes the same scores into an empty table of the"
                                + " same shape, as the service's role on the same PostgreSQL. The scores are compared.",
                        "Quiet night: the same counts again. Bare: the same statement without writing.",
                        Text.format(
                                "%d repetitions at each size, in a sandbox of its own, after a run over nobody; bare and Coterie in turn.",
                                repetitions)),
                List.of(new Result.Section("Nights", table)),
                List.of(
                        Verdict.atLeast(
                                Text.format(
                                        "first night of %,d persons beside the bare aggregation, median ratio",
                                        largest.persons()),
                                largest.firstRatio().median(),
                                PROMISED),
                        Verdict.atMost(
                                "scores that quiet nights rewrote",
                                measured.stream().mapToInt(AtSize::rewritten).sum(),
                                0,
                                "")));
    }

    private static String persons(List<AtSize> measured) {
        return measured.stream().map(size -> Text.format("%,d", size.persons())).collect(Collectors.joining(" and "));
    }

    private static Spread seconds(Stream<Usage> usages) {
        return Spread.of(usages.map(Usage::seconds).toList());
    }

    /** The repetitions at one size. */
    private record AtSize(int persons, int counts, List<Nights> nights) {

        Spread firstRatio() {
            return Spread.of(nights.stream().map(Nights::firstRatio).toList());
        }

        int rewritten() {
            return nights.stream().mapToInt(Nights::rewritten).sum();
        }

        void addTo(Table table) {
            String of = Text.format(" of %,d persons", persons);
            table.row("first night" + of + ", s", seconds(nights.stream().map(Nights::first)), 2)
                    .row("bare, written, s", seconds(nights.stream().map(Nights::bareFirst)), 2)
                    .row("ratio", firstRatio(), 2)
                    .row("quiet night" + of + ", s", seconds(nights.stream().map(Nights::quiet)), 2)
                    .row("bare, read, s", seconds(nights.stream().map(Nights::bareQuiet)), 2)
                    .row(
                            "ratio",
                            Spread.of(nights.stream().map(Nights::quietRatio).toList()),
                            2);
        }
    }

    /** A run that is over, and what it took. */
    private record Night(Usage usage, JsonNode run) {

        int changed() {
            return run.path("personsChanged").asInt();
        }
    }

    /** One turn of everything. */
    private record Nights(Usage bareFirst, Usage first, Usage bareQuiet, Usage quiet, int rewritten) {

        double firstRatio() {
            return bareFirst.seconds() / first.seconds();
        }

        double quietRatio() {
            return bareQuiet.seconds() / quiet.seconds();
        }
    }
}

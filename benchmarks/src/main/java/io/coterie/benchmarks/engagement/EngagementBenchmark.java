package io.coterie.benchmarks.engagement;

import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A run over everybody's 30 days and their groups beside the bare aggregation, and a run that finds nothing new. */
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
            suite.makeBareTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLES);
            List<AtSize> measured = new ArrayList<>();
            for (int persons : sizes) {
                measured.add(atSize(bench, suite, persons, repetitions));
            }
            return result(measured, repetitions);
        }
    }

    private static AtSize atSize(Bench bench, Suite suite, int persons, int repetitions) throws SQLException {
        Demand demand = Demand.of(suite, "bench-" + persons);
        Groups groups = Groups.of(demand, persons);
        Night warmUp = Night.of(suite, demand);
        Activity activity = new Activity(demand.sandboxId(), persons, warmUp.from(), warmUp.to());
        int counts = activity.write(suite);
        groups.write(suite);
        bench.say(Text.format("%,d counts of %,d persons in %,d groups", counts, persons, groups.count()));
        List<Nights> done = new ArrayList<>();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            Nights nights = nights(suite, demand, activity, groups);
            bench.say(Text.format(
                    "first night %.2f s, bare %.2f s, then told in %.2f s; quiet night %.2f s, bare %.2f s",
                    nights.first().computing().seconds(),
                    nights.bareFirst().seconds(),
                    nights.first().telling().seconds(),
                    nights.quiet().seconds(),
                    nights.bareQuiet().seconds()));
            done.add(nights);
        }
        return new AtSize(persons, groups.count(), counts, done);
    }

    private static Nights nights(Suite suite, Demand demand, Activity activity, Groups groups) throws SQLException {
        suite.emptyBareTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLES);
        suite.emptyOwnTables(Part.BUYING_GROUP_SERVICE, BareAggregation.TABLES);
        groups.forgetScores(suite);
        suite.vacuum(Part.BUYING_GROUP_SERVICE);
        // Once untimed, so that neither side finds the counts on disk.
        var _ = BareAggregation.read(suite, activity);
        Usage bareFirst = BareAggregation.write(suite, activity);
        Night first = Night.of(suite, demand);
        long differences = BareAggregation.differences(suite, activity);
        if (first.personsChanged() != activity.persons()
                || first.groupsChanged() != groups.count()
                || first.groupsTold() != groups.count()
                || differences != 0) {
            throw new IllegalStateException("Expected the scores of " + activity.persons() + " persons and "
                    + groups.count() + " groups as the bare ones, but " + differences + " differ after " + first.run());
        }
        var _ = suite.untilQuiet();
        suite.vacuum(Part.BUYING_GROUP_SERVICE);
        Usage bareQuiet = BareAggregation.read(suite, activity);
        return new Nights(bareFirst, first, bareQuiet, Night.of(suite, demand));
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
                                        + " persons. Every ten persons have a group, and eight of them are its members in five roles: %,d groups.",
                                largest.counts(), largest.persons(), largest.groups()),
                        "First night: nobody has a score; from the POST of a run until every person's and every group's score is"
                                + " stored. Bare: one statement that adds up the same counts and the same members' scores and"
                                + " writes the same scores into empty tables of the same shape, as the service's role on the"
                                + " same PostgreSQL. The scores are compared.",
                        "Told: from there until each group's new state and event are in the outbox, while the relay publishes"
                                + " and the other services read. The bare side tells nobody.",
                        "Quiet night: the same counts again, until the run is complete. Bare: the same statement without"
                                + " writing.",
                        Text.format(
                                "%d repetitions at each size, in a sandbox of its own, after a run over nobody; bare and Coterie in turn.",
                                repetitions)),
                List.of(new Result.Section("Nights", table)),
                List.of(
                        Verdict.atLeast(
                                Text.format(
                                        "first night of %,d persons beside the bare aggregation, median ratio",
                                        largest.persons()),
                                largest.spread(Nights::firstRatio).median(),
                                PROMISED),
                        Verdict.atMost(
                                "scores that quiet nights rewrote or told",
                                measured.stream().mapToInt(AtSize::rewritten).sum(),
                                0,
                                "")));
    }

    private static String persons(List<AtSize> measured) {
        return measured.stream().map(size -> Text.format("%,d", size.persons())).collect(Collectors.joining(" and "));
    }

    /** The repetitions at one size. */
    private record AtSize(int persons, int groups, int counts, List<Nights> nights) {

        Spread spread(ToDoubleFunction<Nights> figure) {
            return Spread.of(nights, figure);
        }

        int rewritten() {
            return nights.stream().mapToInt(Nights::rewritten).sum();
        }

        void addTo(Table table) {
            String of = Text.format(" of %,d persons", persons);
            table.row(
                            "first night" + of + ", s",
                            spread(night -> night.first().computing().seconds()),
                            2)
                    .row("bare, written, s", spread(night -> night.bareFirst().seconds()), 2)
                    .row("ratio", spread(Nights::firstRatio), 2)
                    .row(
                            Text.format("then told of %,d groups, s", groups),
                            spread(night -> night.first().telling().seconds()),
                            2)
                    .row(
                            "quiet night" + of + ", s",
                            spread(night -> night.quiet().seconds()),
                            2)
                    .row("bare, read, s", spread(night -> night.bareQuiet().seconds()), 2)
                    .row("ratio", spread(Nights::quietRatio), 2);
        }
    }

    /** One turn of everything. */
    private record Nights(Usage bareFirst, Night first, Usage bareQuiet, Night quiet) {

        double firstRatio() {
            return bareFirst.seconds() / first.computing().seconds();
        }

        double quietRatio() {
            return bareQuiet.seconds() / quiet.seconds();
        }

        int rewritten() {
            return quiet.personsChanged() + quiet.groupsChanged() + quiet.groupsTold();
        }
    }
}

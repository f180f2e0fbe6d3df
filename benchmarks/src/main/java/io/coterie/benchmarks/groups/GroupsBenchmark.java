package io.coterie.benchmarks.groups;

import io.coterie.benchmarks.report.Growth;
import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.demo.Definitions;
import java.util.ArrayList;
import java.util.List;

/** From an audience that nobody has evaluated to groups that every service knows, at several sizes. */
public final class GroupsBenchmark implements Benchmark {

    private static final double COST_MAY_GROW_BY = 1.3;
    private static final int USUAL_REPETITIONS = 3;
    private static final int WARM_UP_PERSONS = 20_000;

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String question() {
        return "audience evaluation and group building per person, at growing sizes";
    }

    @Override
    public Result run(Bench bench) {
        List<Integer> sizes = bench.choices().sizes(20_000, 100_000, 200_000);
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        List<AtSize> measured = new ArrayList<>();
        try (Suite suite = bench.suite()) {
            var _ = build(suite, "bench-warm", Population.of(Math.min(WARM_UP_PERSONS, sizes.getFirst())));
            for (int persons : sizes) {
                AtSize atSize = new AtSize(persons, new ArrayList<>(), new ArrayList<>());
                for (int repetition = 1; repetition <= repetitions; repetition++) {
                    Turn turn = build(suite, "bench-" + persons + "-" + repetition, Population.of(persons));
                    atSize.audiences().add(turn.audience());
                    atSize.groups().add(turn.groups());
                    bench.say(Text.format(
                            "%,d persons: audience %.1f s (CPU s: %s), groups %.1f s (CPU s: %s)",
                            persons,
                            turn.audience().seconds(),
                            turn.audience().byPart(),
                            turn.groups().seconds(),
                            turn.groups().byPart()));
                }
                measured.add(atSize);
            }
        }
        return result(measured, repetitions);
    }

    private static Turn build(Suite suite, String sandbox, Population population) {
        Demand demand = Demand.of(suite, sandbox, population);
        demand.interest(Definitions.ROLES_TEMPLATE);
        Usage audience = suite.untilQuiet(demand::audience);
        Usage groups = suite.untilQuiet(demand::creationJob);
        if (demand.groups() != population.accounts()) {
            throw new IllegalStateException(
                    "Expected a group for each of " + population.accounts() + " accounts, but got " + demand.groups());
        }
        return new Turn(audience, groups);
    }

    private static Result result(List<AtSize> measured, int repetitions) {
        Table speed = Table.of("persons", "accounts", "persons/s min", "median", "max");
        Table cost = Table.of("persons", "audience", "groups", "both min", "both median", "both max");
        for (AtSize size : measured) {
            Spread rate = size.rate();
            speed.row(
                    Table.number(size.persons(), 0),
                    Table.number(Population.of(size.persons()).accounts(), 0),
                    Table.number(rate.min(), 0),
                    Table.number(rate.median(), 0),
                    Table.number(rate.max(), 0));
            Spread both = size.cost();
            cost.row(
                    Table.number(size.persons(), 0),
                    Table.number(size.cost(size.audiences()).median(), 3),
                    Table.number(size.cost(size.groups()).median(), 3),
                    Table.number(both.min(), 3),
                    Table.number(both.median(), 3),
                    Table.number(both.max(), 3));
        }
        double growth =
                Growth.of(measured.stream().map(size -> size.cost().median()).toList());
        return new Result(
                "Audiences and buying groups at growing sizes",
                List.of(
                        "Ten persons per account, four roles; an audience that holds every account is evaluated over"
                                + " accounts and people kept before, then a creation job builds a group per account; each"
                                + " lasts until every service has applied all of it.",
                        "CPU is that of all four services, PostgreSQL and Kafka.",
                        Text.format(
                                "%d repetitions at each size after a warm-up, each in a new sandbox beside the earlier ones.",
                                repetitions)),
                List.of(
                        new Result.Section("Audience and groups together", speed),
                        new Result.Section("CPU-seconds per 1,000 persons", cost)),
                List.of(Verdict.atMost(
                        "CPU per person, the most that a size takes beside a smaller one",
                        growth,
                        COST_MAY_GROW_BY,
                        "")));
    }

    /** One sandbox. */
    private record Turn(Usage audience, Usage groups) {}

    /** The repetitions at one size. */
    private record AtSize(int persons, List<Usage> audiences, List<Usage> groups) {

        Spread rate() {
            return Spread.of(both().stream()
                    .map(usages -> persons
                            / usages.stream().mapToDouble(Usage::seconds).sum())
                    .toList());
        }

        Spread cost() {
            return Spread.of(both().stream()
                    .map(usages ->
                            usages.stream().mapToDouble(Usage::suiteSeconds).sum() / persons * 1_000)
                    .toList());
        }

        Spread cost(List<Usage> usages) {
            return Spread.of(usages.stream()
                    .map(usage -> usage.suiteSeconds() / persons * 1_000)
                    .toList());
        }

        private List<List<Usage>> both() {
            List<List<Usage>> both = new ArrayList<>();
            for (int turn = 0; turn < audiences.size(); turn++) {
                both.add(List.of(audiences.get(turn), groups.get(turn)));
            }
            return both;
        }
    }
}

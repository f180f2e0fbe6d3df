package io.coterie.benchmarks.buyinggroups;

import io.coterie.benchmarks.report.Growth;
import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.OutboxCopy;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Role;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** Groups for many accounts beside a bare loop that decodes, evaluates and writes the same. */
public final class BuyingGroupsBenchmark implements Benchmark {

    private static final double PROMISED_RATIO = 0.5;
    private static final double COST_MAY_GROW_BY = 1.3;
    private static final int USUAL_REPETITIONS = 3;

    /** From so many persons on a repetition takes a quarter of an hour: it is measured once. */
    private static final int MEASURED_ONCE = 1_000_000;

    /** So that the smallest size is not measured while the services still compile. */
    private static final int WARM_UPS = 3;

    @Override
    public String name() {
        return "buying-groups";
    }

    @Override
    public String question() {
        return "group building for five roles beside a bare loop that writes the same rows";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        List<Integer> sizes = bench.choices().sizes(10_000, 100_000, 1_000_000);
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        try (Suite suite = bench.suite()) {
            suite.makeBareTables(Part.BUYING_GROUP_SERVICE, BareGroups.TABLES);
            BareGroups bare = warmedUp(suite, Population.of(sizes.getFirst()));
            List<AtSize> measured = new ArrayList<>();
            for (int persons : sizes) {
                AtSize atSize = new AtSize(persons, new ArrayList<>());
                int times = persons >= MEASURED_ONCE ? 1 : repetitions;
                for (int repetition = 1; repetition <= times; repetition++) {
                    Turn turn = turn(suite, bare, "bench-" + persons + "-" + repetition, Population.of(persons));
                    atSize.turns().add(turn);
                    bench.say(Text.format(
                            "%,d persons: %,.0f persons/s, bare %,.0f; CPU s: %s",
                            persons, turn.rate(), turn.bareRate(), turn.told().byPart()));
                }
                measured.add(atSize);
            }
            return result(bare, measured, repetitions);
        }
    }

    private static BareGroups warmedUp(Suite suite, Population population) throws Exception {
        BareGroups bare = copyOfFirstGroups(suite, population);
        for (int warmUp = 1; warmUp <= WARM_UPS; warmUp++) {
            var _ = turn(suite, bare, "bench-warm-up-" + warmUp, population);
        }
        return bare;
    }

    /** A build between two runs of the bare loop: a long one meets the machine at other times than a short one. */
    private static Turn turn(Suite suite, BareGroups bare, String sandbox, Population population) throws Exception {
        Demand demand = prepared(suite, sandbox, population);
        double before = bare.build(suite).seconds();
        AtomicReference<Usage> written = new AtomicReference<>();
        Usage told = suite.<SQLException>untilQuiet(() -> written.set(build(suite, demand)));
        requireGroups(demand, population);
        double after = bare.build(suite).seconds();
        return new Turn(population.persons(), written.get(), told, 2 * bare.persons() / (before + after));
    }

    private static BareGroups copyOfFirstGroups(Suite suite, Population population) throws SQLException {
        Demand demand = prepared(suite, "bench-copied", population);
        try (OutboxCopy _ = suite.copyOutbox(Part.BUYING_GROUP_SERVICE)) {
            demand.creationJob();
            var _ = suite.untilQuiet();
        }
        return BareGroups.of(suite, population, demand.sandboxId());
    }

    private static Demand prepared(Suite suite, String sandbox, Population population) {
        Demand demand = Demand.of(suite, sandbox, population);
        demand.audience();
        demand.interest(Role.template());
        return demand;
    }

    /** Until every group is written; telling of them goes on meanwhile and after. */
    private static Usage build(Suite suite, Demand demand) throws SQLException {
        return suite.<SQLException>until(() -> {
            demand.creationJob();
            suite.until(Part.BUYING_GROUP_SERVICE, demand.sandboxId(), """
                    select exists (select from creation_job_run)
                       and not exists (select from creation_job_run where finished_at is null)""");
        });
    }

    private static void requireGroups(Demand demand, Population population) {
        if (demand.groups() != population.accounts()) {
            throw new IllegalStateException(
                    "Expected a group for each of " + population.accounts() + " accounts, but got " + demand.groups());
        }
    }

    private static Result result(BareGroups bare, List<AtSize> measured, int repetitions) {
        Table speed = Table.of("", "min", "median", "max");
        Table cost = Table.of("CPU s per 1,000 persons", "min", "median", "max");
        for (AtSize size : measured) {
            String of = Text.format("%,d persons", size.persons());
            speed.row("Coterie, " + of + ", persons/s", size.spread(Turn::rate), 0)
                    .row("bare loop beside it, persons/s", size.spread(Turn::bareRate), 0)
                    .row("ratio", size.spread(Turn::ratio), 2);
            cost.row(of, size.spread(Turn::cost), 3);
        }
        double growth = Growth.of(
                measured.stream().map(size -> size.spread(Turn::cost).median()).toList());
        return new Result(
                "Building buying groups",
                List.of(
                        "Ten persons per account, five roles by job title. Coterie: from the creation job's POST until"
                                + " the job's run has finished, that is until every group, member, history row and outbox"
                                + " row is committed; the relay and the other services work meanwhile on the same cores.",
                        Text.format(
                                "Bare: reads the people of 500 accounts, decodes them, evaluates the five roles by hand and writes the very rows the service wrote (%,d in all, outbox included) into empty tables of the same shape, one transaction per 500 accounts, one connection, as the service's role on the same PostgreSQL; no locks, no history to compare with, nothing told.",
                                bare.rows()),
                        Text.format(
                                "%d repetitions at each size, one from a million persons on, after %d warm-ups at the smallest, each in a new sandbox between two runs of the bare loop; CPU of all four services, PostgreSQL and Kafka until every service has heard of every group: a small build is written before most of it is told. The bare loop writes %,d persons' groups whatever the size beside it: into small, empty tables, where it is at its fastest, so the ratios of larger sizes are lower bounds.",
                                repetitions, WARM_UPS, bare.persons())),
                List.of(new Result.Section("Throughput", speed), new Result.Section("Cost", cost)),
                List.of(
                        Verdict.atLeast(
                                "groups beside the bare loop, lowest of the sizes' median ratios",
                                measured.stream()
                                        .mapToDouble(
                                                size -> size.spread(Turn::ratio).median())
                                        .min()
                                        .orElseThrow(),
                                PROMISED_RATIO),
                        Verdict.atMost(
                                "CPU per person, the most that a size takes beside a smaller one",
                                growth,
                                COST_MAY_GROW_BY,
                                "")));
    }

    /** The repetitions at one size. */
    private record AtSize(int persons, List<Turn> turns) {

        Spread spread(ToDoubleFunction<Turn> figure) {
            return Spread.of(turns, figure);
        }
    }

    /**
     * One build.
     *
     * @param written until every group was
     * @param told until every service had heard of every group
     * @param bareRate persons a second of the bare loop before and after
     */
    private record Turn(int persons, Usage written, Usage told, double bareRate) {

        double rate() {
            return persons / written.seconds();
        }

        double ratio() {
            return rate() / bareRate;
        }

        /** Processor seconds per thousand persons. */
        double cost() {
            return told.suiteSeconds() / persons * 1_000;
        }
    }
}

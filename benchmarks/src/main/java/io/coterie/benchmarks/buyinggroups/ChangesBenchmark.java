package io.coterie.benchmarks.buyinggroups;

import static org.awaitility.Awaitility.await;

import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import java.time.Duration;
import java.util.List;

/** From one change over REST to what the group's followers read of it, at a steady rate. */
public final class ChangesBenchmark implements Benchmark {

    private static final int CHANGES_PER_SECOND = 300;
    private static final Duration USUAL_DURATION = Duration.ofMinutes(5);

    /** Changes a second, one after the other: a service that has just started is not offered the full rate at once. */
    private static final List<Integer> WARM_UP = List.of(25, 50, 100, 200, CHANGES_PER_SECOND);

    private static final Duration WARM_UP_STEP = Duration.ofSeconds(15);
    private static final int ACCOUNTS_PER_SECOND = 20;
    private static final Duration ACCOUNTS_COME_FOR = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int USUAL_PERSONS = 20_000;
    private static final double MAY_TAKE = 1_000;

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public String question() {
        return "from a person's change to the record on coterie.buying-groups, at 300 changes/s; from a new account to its group";
    }

    @Override
    public Result run(Bench bench) {
        Population population =
                Population.of(bench.choices().sizes(USUAL_PERSONS).getFirst());
        Duration duration = bench.choices().duration(USUAL_DURATION);
        try (Suite suite = bench.suite()) {
            Demand demand = Demand.of(suite, "bench-changes", population);
            demand.audience();
            demand.interest(Role.template());
            demand.creationJob();
            var _ = suite.untilQuiet();
            Changes ofRoles = new Changes.OfRoles(suite, demand, population);
            for (int perSecond : WARM_UP) {
                var _ = follow(bench, suite, ofRoles, perSecond, WARM_UP_STEP);
                restore(suite, demand, population);
            }
            Followed roles = follow(bench, suite, ofRoles, CHANGES_PER_SECOND, duration);
            var _ = suite.untilQuiet();
            int first = population.accounts();
            Changes warmUp = new Changes.OfAccounts(suite, demand, population, first);
            int warmed = follow(bench, suite, warmUp, ACCOUNTS_PER_SECOND, WARM_UP_STEP)
                    .told()
                    .told();
            Changes ofAccounts = new Changes.OfAccounts(suite, demand, population, first + warmed);
            Followed accounts = follow(bench, suite, ofAccounts, ACCOUNTS_PER_SECOND, ACCOUNTS_COME_FOR);
            return result(population, duration, roles, accounts);
        }
    }

    /** Everybody begins again with their first title, so that the first change of each is one. */
    private static void restore(Suite suite, Demand demand, Population population) {
        suite.rest().bulk(demand.sandbox(), suite.profile(), "/v1/persons/bulk", population.personLines(suite.input()));
        var _ = suite.untilQuiet();
    }

    private static Followed follow(Bench bench, Suite suite, Changes changes, int perSecond, Duration duration) {
        bench.say(Text.format("sending %d changes/s for %d s", perSecond, duration.toSeconds()));
        try (ToldChanges told = new ToldChanges(suite.bootstrapServers(), changes)) {
            OpenLoop loop = new OpenLoop(suite.rest().client(), changes, told);
            int sent = loop.send(perSecond, duration);
            await().atMost(PATIENCE).until(() -> told.told() == sent);
            return new Followed(told, loop.askedToWait());
        }
    }

    private static Result result(Population population, Duration duration, Followed roles, Followed accounts) {
        ToldChanges told = roles.told();
        return new Result(
                "One change until the group has told it",
                List.of(
                        Text.format(
                                "%,d persons in %,d accounts, each account with a group of five roles. %d persons a second get another job title by PUT /v1/persons/{key}, which gives them another role, for %d s whatever the suite does (open loop); %,d changes, each told.",
                                population.persons(),
                                population.accounts(),
                                CHANGES_PER_SECOND,
                                duration.toSeconds(),
                                told.told()),
                        "A change is told when a consumer of coterie.buying-groups has read the first event that names"
                                + " the person; the clock starts at the answer to the PUT, and, below, at the moment the"
                                + " PUT was due to be sent.",
                        Text.format(
                                "Then %d new accounts a second are put for %d s; each enters the audience, and its group is told with buying-group.created; %,d groups.",
                                ACCOUNTS_PER_SECOND,
                                ACCOUNTS_COME_FOR.toSeconds(),
                                accounts.told().told()),
                        Text.format(
                                "%,d requests were asked to come again later (503), and came; the first clock starts at the answer that accepts, the second does not start again.",
                                roles.askedToWait() + accounts.askedToWait()),
                        Text.format(
                                "After a warm-up of %s changes/s, %d s each; sender, consumer and the whole suite share the machine.",
                                WARM_UP, WARM_UP_STEP.toSeconds())),
                List.of(
                        new Result.Section("A person's other role", latency(told)),
                        new Result.Section("A new account's group", latency(accounts.told()))),
                List.of(
                        Verdict.atMost("another role, p99 since accepted", p99(told), MAY_TAKE, " ms"),
                        Verdict.atMost("a new group, p99 since accepted", p99(accounts.told()), MAY_TAKE, " ms")));
    }

    private static Table latency(ToldChanges told) {
        return Table.of("milliseconds", "p50", "p95", "p99", "p99.9", "max")
                .row(cells("since accepted", told.sinceAccepted()))
                .row(cells("since due to be sent", told.sinceDue()));
    }

    private static double p99(ToldChanges told) {
        return percentile(told.sinceAccepted(), 0.99);
    }

    private static String[] cells(String label, List<Double> sorted) {
        return new String[] {
            label,
            Table.number(percentile(sorted, 0.50), 1),
            Table.number(percentile(sorted, 0.95), 1),
            Table.number(percentile(sorted, 0.99), 1),
            Table.number(percentile(sorted, 0.999), 1),
            Table.number(sorted.getLast(), 1)
        };
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /**
     * Changes that were all told.
     *
     * @param askedToWait how many requests had to be sent again
     */
    private record Followed(ToldChanges told, int askedToWait) {}
}

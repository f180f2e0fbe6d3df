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
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** From one change over REST to what the group's followers read of it, at a steady rate. */
public final class ChangesBenchmark implements Benchmark {

    private static final int CHANGES_PER_SECOND = 300;
    private static final Duration USUAL_DURATION = Duration.ofMinutes(5);

    /** A service that has just started is offered no more at a time while it warms up, and everybody changes and back. */
    private static final int WARM_UP_AT_A_TIME = 16;

    private static final int WARM_UP_ROUNDS = 2;
    private static final int WARM_UP_ACCOUNTS = 500;
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
            warmUp(bench, suite, ofRoles, WARM_UP_ROUNDS * population.persons());
            Followed roles = measure(bench, suite, ofRoles, CHANGES_PER_SECOND, duration);
            int first = population.accounts();
            warmUp(bench, suite, new Changes.OfAccounts(suite, demand, population, first), WARM_UP_ACCOUNTS);
            Changes ofAccounts = new Changes.OfAccounts(suite, demand, population, first + WARM_UP_ACCOUNTS);
            Followed accounts = measure(bench, suite, ofAccounts, ACCOUNTS_PER_SECOND, ACCOUNTS_COME_FOR);
            return result(population, duration, roles, accounts);
        }
    }

    private static void warmUp(Bench bench, Suite suite, Changes changes, int count) {
        bench.say(Text.format("warming up with %,d changes, %d at a time", count, WARM_UP_AT_A_TIME));
        var _ = follow(bench, suite, changes, count, sender -> sender.sendAtATime(WARM_UP_AT_A_TIME, count));
        var _ = suite.untilQuiet();
    }

    private static Followed measure(Bench bench, Suite suite, Changes changes, int perSecond, Duration duration) {
        bench.say(Text.format("sending %d changes/s for %d s", perSecond, duration.toSeconds()));
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        Followed followed = follow(bench, suite, changes, count, sender -> sender.sendEachSecond(perSecond, count));
        var _ = suite.untilQuiet();
        return followed;
    }

    private static Followed follow(Bench bench, Suite suite, Changes changes, int count, Consumer<Sender> send) {
        try (ToldChanges told = new ToldChanges(suite.bootstrapServers(), changes)) {
            Sender sender = new Sender(suite.rest().client(), changes, told);
            Usage usage = suite.until(() -> {
                send.accept(sender);
                await().atMost(PATIENCE).until(() -> told.told() == count);
            });
            Followed followed = new Followed(told, sender.askedToWait(), usage);
            bench.say(Text.format(
                    "p99 %.0f ms, %d asked to wait, %.0f changes/s; CPU ms per change: %s",
                    p99(told), sender.askedToWait(), count / usage.seconds(), followed.processorMillis()));
            return followed;
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
                                "After a warm-up of %,d changes, %d at a time; sender, consumer and the whole suite share the machine.",
                                WARM_UP_ROUNDS * population.persons(), WARM_UP_AT_A_TIME)),
                List.of(
                        new Result.Section("A person's other role", latency(told)),
                        new Result.Section("A new account's group", latency(accounts.told())),
                        new Result.Section("Processor time of one", processorTime(roles, accounts))),
                List.of(
                        Verdict.atMost("another role, p99 since accepted", p99(told), MAY_TAKE, " ms"),
                        Verdict.atMost("a new group, p99 since accepted", p99(accounts.told()), MAY_TAKE, " ms")));
    }

    private static Table latency(ToldChanges told) {
        return Table.of("milliseconds", "p50", "p95", "p99", "p99.9", "max")
                .row(cells("since accepted", told.sinceAccepted()))
                .row(cells("since due to be sent", told.sinceDue()));
    }

    private static Table processorTime(Followed roles, Followed accounts) {
        Table table = Table.of("milliseconds", "another role", "a new group");
        for (Part part : roles.usage().processorSeconds().keySet()) {
            table = table.row(
                    part.label(),
                    Table.number(roles.processorMillis(part), 2),
                    Table.number(accounts.processorMillis(part), 2));
        }
        return table;
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
     * @param usage from the first request to the last change told
     */
    private record Followed(ToldChanges told, int askedToWait, Usage usage) {

        /** Processor time of one change, everything included that a part does meanwhile. */
        double processorMillis(Part part) {
            return usage.processorSeconds(part) * 1_000 / told.told();
        }

        String processorMillis() {
            return usage.processorSeconds().keySet().stream()
                    .map(part -> Text.format("%s %.2f", part.label(), processorMillis(part)))
                    .collect(Collectors.joining(", "));
        }
    }
}

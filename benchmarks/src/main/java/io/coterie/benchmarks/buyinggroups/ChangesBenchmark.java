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
import io.coterie.benchmarks.suite.Role;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * From one change over REST to what the group's followers read of it, at a steady rate. The services that only read the
 * same topics are ended before it is measured; what the whole suite takes while it warms up is told beside it.
 */
public final class ChangesBenchmark implements Benchmark {

    private static final int CHANGES_PER_SECOND = 300;
    private static final Duration USUAL_DURATION = Duration.ofMinutes(5);

    /** A service that has just started is offered no more at a time while its compilers are at work, for some minutes. */
    private static final int WARM_UP_AT_A_TIME = 16;

    private static final int ROUNDS_ALONE = 3;

    private static final int WARM_UP_ACCOUNTS = 500;
    private static final int ACCOUNTS_PER_SECOND = 20;
    private static final Duration ACCOUNTS_COME_FOR = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int USUAL_PERSONS = 20_000;
    private static final double MAY_TAKE = 1_000;

    /** A suite that keeps up has told everything a moment after it was sent. */
    private static final double KEPT_UP = 0.99;

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
            int everybody = population.persons();
            Followed whole = warmUp(bench, suite, new Changes.OfRoles(suite, demand, population, 0), everybody);
            suite.end(Part.JOURNEY_SERVICE, Part.ACTIVATION_SERVICE);
            Followed alone =
                    warmUp(bench, suite, new Changes.OfRoles(suite, demand, population, 1), ROUNDS_ALONE * everybody);
            Changes ofRoles = new Changes.OfRoles(suite, demand, population, 1 + ROUNDS_ALONE);
            Followed roles = measure(bench, suite, ofRoles, CHANGES_PER_SECOND, duration);
            int first = population.accounts();
            var _ = warmUp(bench, suite, new Changes.OfAccounts(suite, demand, population, first), WARM_UP_ACCOUNTS);
            Changes ofAccounts = new Changes.OfAccounts(suite, demand, population, first + WARM_UP_ACCOUNTS);
            Followed accounts = measure(bench, suite, ofAccounts, ACCOUNTS_PER_SECOND, ACCOUNTS_COME_FOR);
            return result(population, duration, whole, alone, roles, accounts);
        }
    }

    private static Followed warmUp(Bench bench, Suite suite, Changes changes, int count) {
        bench.say(Text.format("warming up with %,d changes, %d at a time", count, WARM_UP_AT_A_TIME));
        Followed followed =
                follow(bench, suite, changes, count, sender -> sender.sendAtATime(WARM_UP_AT_A_TIME, count));
        var _ = suite.untilQuiet();
        return followed;
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
                    p99(told), sender.askedToWait(), followed.perSecond(), followed.processorMillis()));
            return followed;
        }
    }

    private static Result result(
            Population population,
            Duration duration,
            Followed whole,
            Followed alone,
            Followed roles,
            Followed accounts) {
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
                                "Before that, everybody changed %d times, %d at a time: %.0f changes/s with the whole suite, which had just started, and then %.0f changes/s without journey-service and activation-service, which read the same topics and were ended, so that what is measured is the way of a change: profile-service, buying-group-service, Kafka and PostgreSQL, and sender and consumer on the same machine.",
                                1 + ROUNDS_ALONE, WARM_UP_AT_A_TIME, whole.perSecond(), alone.perSecond())),
                List.of(
                        new Result.Section("A person's other role", latency(told)),
                        new Result.Section("A new account's group", latency(accounts.told())),
                        new Result.Section("Processor time of one", processorTime(roles, accounts))),
                List.of(
                        Verdict.atLeast(
                                "changes a second, from the first sent to the last told",
                                roles.perSecond(),
                                KEPT_UP * CHANGES_PER_SECOND),
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
        List<Part> running = roles.usage().processorSeconds().keySet().stream()
                .filter(part -> roles.usage().processorSeconds(part) > 0)
                .toList();
        for (Part part : running) {
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

        double perSecond() {
            return told.told() / usage.seconds();
        }

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

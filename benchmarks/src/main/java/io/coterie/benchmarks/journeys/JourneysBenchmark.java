package io.coterie.benchmarks.journeys;

import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.OutboxCopy;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.demo.Definitions;
import io.coterie.localstack.stack.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Accounts that enter a journey, are split twice, act and end, beside the same rows written bare. */
public final class JourneysBenchmark implements Benchmark {

    private static final int USUAL_ACCOUNTS = 20_000;
    private static final int USUAL_REPETITIONS = 5;

    /** Every run decides at two splits and acts once; the interest has no groups, so the action costs its performer little. */
    private static final String JOURNEY = """
            {"name": "%name%", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "size"},
              {"id": "size", "type": "split-by-accounts", "paths": [
                 {"label": "large", "next": "trade", "condition":
                   {"account": {"field": "accountOrganization.numberOfEmployees", "operator": "AT_LEAST", "value": 500}}}],
               "otherAccounts": {"label": "small", "next": "trade-of-small"}},
              {"id": "trade", "type": "split-by-accounts", "paths": [
                 {"label": "banks", "next": "greet-bank", "condition":
                   {"account": {"field": "accountOrganization.industry", "operator": "IS", "value": ["Banking", "Energy"]}}}],
               "otherAccounts": {"label": "others", "next": "greet-other"}},
              {"id": "trade-of-small", "type": "split-by-accounts", "paths": [
                 {"label": "banks", "next": "greet-small-bank", "condition":
                   {"account": {"field": "accountOrganization.industry", "operator": "IS", "value": ["Banking", "Energy"]}}}],
               "otherAccounts": {"label": "others", "next": "greet-small-other"}},
              {"id": "greet-bank", "type": "action", "next": "end-bank", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Large bank"}},
              {"id": "greet-other", "type": "action", "next": "end-other", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Large"}},
              {"id": "greet-small-bank", "type": "action", "next": "end-small-bank", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Small bank"}},
              {"id": "greet-small-other", "type": "action", "next": "end-small-other", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Small"}},
              {"id": "end-bank", "type": "end", "label": "large bank"},
              {"id": "end-other", "type": "end", "label": "large"},
              {"id": "end-small-bank", "type": "end", "label": "small bank"},
              {"id": "end-small-other", "type": "end", "label": "small"}]}""";

    @Override
    public String name() {
        return "journeys";
    }

    @Override
    public String question() {
        return "accounts entering, splitting and acting, beside the bare writes of the same rows";
    }

    @Override
    public Result run(Bench bench) throws SQLException {
        int accounts = bench.choices().sizes(USUAL_ACCOUNTS).getFirst();
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        try (Suite suite = bench.suite()) {
            suite.makeBareTables(Part.JOURNEY_SERVICE, BareRuns.TABLES);
            // One person each: people are not what is measured here.
            Demand demand = Demand.of(suite, "bench-journeys", new Population(accounts, accounts));
            demand.audience();
            demand.interest(Definitions.ROLES_TEMPLATE);
            BareRuns bare = copyOfFirstRuns(suite, demand, accounts);
            var _ = lead(suite, demand, accounts, "warm-up");
            var _ = bare.write(suite);
            List<Repetition> done = new ArrayList<>();
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                Usage bareUsage = bare.write(suite);
                Usage usage = lead(suite, demand, accounts, "turn " + repetition);
                Repetition measured = new Repetition(bare.steps(), accounts, bareUsage, usage);
                bench.say(Text.format(
                        "%,.0f steps/s, bare %,.0f, ratio %.2f; CPU s: %s (bare %.1f)",
                        measured.rate(),
                        measured.bareRate(),
                        measured.ratio(),
                        usage.byPart(),
                        bareUsage.processorSeconds(Part.POSTGRESQL)));
                done.add(measured);
            }
            return result(bare, accounts, done);
        }
    }

    /** The first journey is a warm-up, and what it writes is what the bare loop writes. */
    private static BareRuns copyOfFirstRuns(Suite suite, Demand demand, int accounts) throws SQLException {
        try (OutboxCopy _ = suite.copyOutbox(Part.JOURNEY_SERVICE)) {
            var _ = lead(suite, demand, accounts, "copied");
        }
        return BareRuns.of(suite, demand.sandboxId());
    }

    private static Usage lead(Suite suite, Demand demand, int accounts, String name) throws SQLException {
        demand.create("journey", suite.journeys(), "/v1/journeys", JOURNEY.replace("%name%", name));
        var _ = suite.untilQuiet();
        String path = "/v1/journeys/" + demand.idOf("journey");
        Usage usage = suite.<SQLException>until(() -> {
            demand.publish(suite.journeys(), path);
            suite.until(Part.JOURNEY_SERVICE, demand.sandboxId(), everyRunHasEnded(demand.idOf("journey"), accounts));
            suite.untilPublished(Part.JOURNEY_SERVICE);
        });
        var _ = suite.untilQuiet();
        return usage;
    }

    /** Counts once nobody is due, because counting costs more than looking. */
    private static String everyRunHasEnded(String journeyId, int accounts) {
        return Text.format("""
                select case when exists (select from due where kind = 'entry' and journey_id = '%1$s') then false
                            else (select count(*) from run where journey_id = '%1$s' and status = 'ended') = %2$d end""", journeyId, accounts);
    }

    private static Result result(BareRuns bare, int accounts, List<Repetition> done) {
        Table table = Table.of("", "min", "median", "max")
                .row(
                        "Coterie, steps/s",
                        Spread.of(done.stream().map(Repetition::rate).toList()),
                        0)
                .row(
                        "bare writes, steps/s",
                        Spread.of(done.stream().map(Repetition::bareRate).toList()),
                        0)
                .row("ratio", Spread.of(done.stream().map(Repetition::ratio).toList()), 2)
                .row(
                        "Coterie, accounts/s",
                        Spread.of(done.stream().map(Repetition::accountRate).toList()),
                        0)
                .row(
                        "Coterie, CPU s per 1,000 accounts",
                        Spread.of(done.stream().map(Repetition::cost).toList()),
                        3);
        return new Result(
                Text.format("%,d accounts through a journey", accounts),
                List.of(
                        Text.format(
                                "Coterie: publication makes every member of an audience due; each enters, is split twice by its own fields, acts once and ends; from the publication until every run has ended and every action has left the outbox. A step is one event of a run's timeline; there are %,d.",
                                bare.steps()),
                        Text.format(
                                "Bare: the very rows the service wrote (run, timeline, action_request, outbox: %,d rows) from memory into empty tables of the same shape, unnest, 500 accounts per transaction, one connection, as the service's role on the same PostgreSQL; no conditions, no facts, no locks, no relay.",
                                bare.rows()),
                        Text.format(
                                "%d repetitions after two warm-ups, each a new journey, bare and Coterie in turn; CPU of all four services, PostgreSQL and Kafka.",
                                done.size())),
                List.of(new Result.Section("Throughput", table)),
                List.of());
    }

    /** One turn of both. */
    private record Repetition(int steps, int accounts, Usage bare, Usage suite) {

        double rate() {
            return steps / suite.seconds();
        }

        double bareRate() {
            return steps / bare.seconds();
        }

        double ratio() {
            return rate() / bareRate();
        }

        double accountRate() {
            return accounts / suite.seconds();
        }

        double cost() {
            return suite.suiteSeconds() / accounts * 1_000;
        }
    }
}

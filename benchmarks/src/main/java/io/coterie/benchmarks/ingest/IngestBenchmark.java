package io.coterie.benchmarks.ingest;

import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Persons over REST until all are stored and told to the other services, beside the same rows written bare. */
public final class IngestBenchmark implements Benchmark {

    private static final double PROMISED = 0.3;
    private static final int USUAL_PERSONS = 100_000;
    private static final int USUAL_REPETITIONS = 5;
    private static final int WARM_UP_SHARE = 5;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String question() {
        return "bulk ingest of persons until stored and published, beside the bare upsert";
    }

    @Override
    public Result run(Bench bench) throws SQLException {
        int persons = bench.choices().sizes(USUAL_PERSONS).getFirst();
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        try (Suite suite = bench.suite()) {
            suite.makeBareTables(Part.PROFILE_SERVICE, "person");
            Population population = Population.of(persons);
            Path lines = population.personLines(suite.input());
            BareUpsert bare = BareUpsert.of(population);
            Population first = Population.of(Math.max(1_000, persons / WARM_UP_SHARE));
            for (int round = 1; round <= 2; round++) {
                var _ = ingest(suite, "bench-warm-" + round, first.personLines(suite.input()));
                var _ = bare.run(suite, round);
                var _ = suite.untilQuiet();
            }
            List<Repetition> done = new ArrayList<>();
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                Usage bareUsage = bare.run(suite, 1_000 + repetition);
                Usage usage = ingest(suite, "bench-ingest-" + repetition, lines);
                Repetition measured = new Repetition(persons, bareUsage, usage);
                bench.say(Text.format(
                        "%,.0f persons/s, bare %,.0f, ratio %.2f; CPU s: %s (bare %.1f)",
                        measured.rate(),
                        measured.bareRate(),
                        measured.ratio(),
                        usage.byPart(),
                        bareUsage.processorSeconds(Part.POSTGRESQL)));
                done.add(measured);
                var _ = suite.untilQuiet();
            }
            return result(persons, done);
        }
    }

    private static Usage ingest(Suite suite, String sandbox, Path lines) throws SQLException {
        var _ = suite.sandbox(sandbox);
        return suite.<SQLException>until(() -> {
            suite.rest().bulk(sandbox, suite.profile(), "/v1/persons/bulk", lines);
            suite.untilPublished(Part.PROFILE_SERVICE);
        });
    }

    private static Result result(int persons, List<Repetition> done) {
        Spread ratio = Spread.of(done.stream().map(Repetition::ratio).toList());
        Table table = Table.of("", "min", "median", "max")
                .row(
                        "Coterie, persons/s",
                        Spread.of(done.stream().map(Repetition::rate).toList()),
                        0)
                .row(
                        "bare upsert, persons/s",
                        Spread.of(done.stream().map(Repetition::bareRate).toList()),
                        0)
                .row("ratio", ratio, 2)
                .row(
                        "Coterie, CPU s per 1,000",
                        Spread.of(done.stream().map(Repetition::cost).toList()),
                        3)
                .row(
                        "bare, PostgreSQL's CPU s per 1,000",
                        Spread.of(done.stream().map(Repetition::bareCost).toList()),
                        3);
        return new Result(
                Text.format("Bulk ingest of %,d persons", persons),
                List.of(
                        "Coterie: one POST /v1/persons/bulk of new persons, from the first byte until the last result"
                                + " is read and the outbox is empty, while the other three services replicate what is"
                                + " published; CPU of all four services, PostgreSQL and Kafka.",
                        "Bare: the same documents, one connection, unnest upserts of 1,000 rows, one commit each, into"
                                + " an empty table made like the service's own (columns, indexes, row level security), as"
                                + " the service's role, on the same PostgreSQL with nothing else going on.",
                        Text.format(
                                "%d repetitions after two warm-ups, each in a new sandbox, bare and Coterie in turn.",
                                done.size())),
                List.of(new Result.Section("Throughput", table)),
                List.of(Verdict.atLeast("ingest beside the bare upsert, median ratio", ratio.median(), PROMISED)));
    }

    /** One turn of both. */
    private record Repetition(int persons, Usage bare, Usage suite) {

        double rate() {
            return persons / suite.seconds();
        }

        double bareRate() {
            return persons / bare.seconds();
        }

        double ratio() {
            return rate() / bareRate();
        }

        double cost() {
            return suite.suiteSeconds() / persons * 1_000;
        }

        double bareCost() {
            return bare.processorSeconds(Part.POSTGRESQL) / persons * 1_000;
        }
    }
}

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
                String sandbox = "bench-warm-" + round;
                var _ = suite.sandbox(sandbox);
                var _ = ingest(suite, sandbox, first.personLines(suite.input()));
                var _ = bare.run(suite, round);
                var _ = suite.untilQuiet();
            }
            List<Repetition> together = new ArrayList<>();
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                var _ = suite.sandbox(alone(repetition));
                String sandbox = "bench-together-" + repetition;
                var _ = suite.sandbox(sandbox);
                Usage bareUsage = bare.run(suite, 1_000 + repetition);
                together.add(told(bench, new Repetition(persons, bareUsage, ingest(suite, sandbox, lines))));
                var _ = suite.untilQuiet();
            }
            suite.end(Part.BUYING_GROUP_SERVICE, Part.JOURNEY_SERVICE, Part.ACTIVATION_SERVICE);
            List<Repetition> alone = new ArrayList<>();
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                Usage bareUsage = bare.run(suite, 2_000 + repetition);
                alone.add(told(bench, new Repetition(persons, bareUsage, ingest(suite, alone(repetition), lines))));
            }
            return result(persons, alone, together);
        }
    }

    /** A sandbox is ready when every service knows it, so these are made while all are there. */
    private static String alone(int repetition) {
        return "bench-alone-" + repetition;
    }

    private static Repetition told(Bench bench, Repetition measured) {
        bench.say(Text.format(
                "%,.0f persons/s, bare %,.0f, ratio %.2f; CPU s: %s (bare %.1f)",
                measured.rate(),
                measured.bareRate(),
                measured.ratio(),
                measured.suite().byPart(),
                measured.bare().processorSeconds(Part.POSTGRESQL)));
        return measured;
    }

    private static Usage ingest(Suite suite, String sandbox, Path lines) throws SQLException {
        return suite.<SQLException>until(() -> {
            suite.rest().bulk(sandbox, suite.profile(), "/v1/persons/bulk", lines);
            suite.untilPublished(Part.PROFILE_SERVICE);
        });
    }

    private static Result result(int persons, List<Repetition> alone, List<Repetition> together) {
        return new Result(
                Text.format("Bulk ingest of %,d persons", persons),
                List.of(
                        "Coterie: one POST /v1/persons/bulk of new persons, from the first byte until the last result"
                                + " is read and the outbox is empty, that is until all are stored and published.",
                        "Together: while the other three services replicate what is published, on the same cores and the"
                                + " same PostgreSQL. Alone: after that, when those three have been ended. CPU of the services that run,"
                                + " PostgreSQL and Kafka.",
                        "Bare: the same documents, one connection, unnest upserts of 1,000 rows, one commit each, into"
                                + " an empty table made like the service's own (columns, indexes, row level security), as"
                                + " the service's role, on the same PostgreSQL with nothing else going on.",
                        Text.format(
                                "%d repetitions of each after two warm-ups, each in a new sandbox, bare and Coterie in"
                                        + " turn.",
                                alone.size())),
                List.of(
                        new Result.Section("Alone", table(alone)),
                        new Result.Section("Together with the replicas", table(together))),
                List.of(
                        Verdict.atLeast(
                                "stored and published beside the bare upsert, alone, median ratio",
                                ratio(alone).median(),
                                PROMISED),
                        Verdict.atLeast(
                                "the same while three services replicate on the same cores, median ratio",
                                ratio(together).median(),
                                PROMISED)));
    }

    private static Spread ratio(List<Repetition> done) {
        return Spread.of(done.stream().map(Repetition::ratio).toList());
    }

    private static Table table(List<Repetition> done) {
        return Table.of("", "min", "median", "max")
                .row(
                        "Coterie, persons/s",
                        Spread.of(done.stream().map(Repetition::rate).toList()),
                        0)
                .row(
                        "bare upsert, persons/s",
                        Spread.of(done.stream().map(Repetition::bareRate).toList()),
                        0)
                .row("ratio", ratio(done), 2)
                .row(
                        "Coterie, CPU s per 1,000",
                        Spread.of(done.stream().map(Repetition::cost).toList()),
                        3)
                .row(
                        "bare, PostgreSQL's CPU s per 1,000",
                        Spread.of(done.stream().map(Repetition::bareCost).toList()),
                        3);
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

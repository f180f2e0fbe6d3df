package io.coterie.benchmarks.start;

import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Spread;
import io.coterie.benchmarks.report.Table;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.report.Verdict;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.localstack.DemoEnvironments;
import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.stack.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What a person waits for behind {@code ./coterie up}, and what the services hold in memory once they have worked. */
public final class StartBenchmark implements Benchmark {

    private static final double FIRST_MAY_TAKE = 150;
    private static final double LATER_MAY_TAKE = 60;
    private static final double MEMORY_MAY_BE = 2048;
    private static final double MEBIBYTE = 1024.0 * 1024.0;
    private static final int USUAL_REPETITIONS = 3;
    private static final int USUAL_ACCOUNTS = 2_000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String question() {
        return "time until everything is ready, first and later, and memory after the demo's main job";
    }

    @Override
    public Result run(Bench bench) throws IOException {
        int repetitions = bench.choices().repetitions(USUAL_REPETITIONS);
        int accounts = bench.choices().sizes(USUAL_ACCOUNTS).getFirst();
        Table memory = Table.of("resident, MiB", "after the start", "after the demo");
        double first;
        double atWork;
        try (Suite suite = bench.firstSuite()) {
            first = suite.startedIn().toMillis() / 1000.0;
            bench.say(Text.format("first start %.1f s", first));
            List<Double> idle = resident(suite);
            work(suite, accounts);
            List<Double> worked = resident(suite);
            for (int service = 0; service < Part.SERVICES.size(); service++) {
                memory.row(
                        Part.SERVICES.get(service).label(),
                        Table.number(idle.get(service), 0),
                        Table.number(worked.get(service), 0));
            }
            atWork = sum(worked);
            memory.row("together", Table.number(sum(idle), 0), Table.number(atWork, 0));
            bench.say(Text.format("%.0f MiB after the demo", atWork));
        }
        List<Double> later = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            try (Suite suite = bench.keptSuite()) {
                later.add(suite.startedIn().toMillis() / 1000.0);
                bench.say(Text.format("start with data kept %.1f s", later.getLast()));
            }
        }
        Spread again = Spread.of(later);
        Table times = Table.of("until everything is ready, s", "min", "median", "max")
                .row("first start, empty data", Spread.of(List.of(first)), 1)
                .row("with data kept", again, 1);
        return new Result(
                "Start and memory",
                List.of(
                        "A start is PostgreSQL, Kafka, Keycloak, the simulators and the four services, from nothing"
                                + " running until every one of them is ready; builds are not part of it, nor is the"
                                + " launcher's own JVM (about half a second).",
                        Text.format(
                                "The first start finds an empty data directory; %d later ones find the data of the demo with %,d accounts.",
                                repetitions, accounts),
                        "Memory is what Linux counts as resident (VmRSS), shared pages in every process that has"
                                + " them."),
                List.of(new Result.Section("Start", times), new Result.Section("Memory of the services", memory)),
                List.of(
                        Verdict.atMost("first start", first, FIRST_MAY_TAKE, " s"),
                        Verdict.atMost("start with data kept, slowest", again.max(), LATER_MAY_TAKE, " s"),
                        Verdict.atMost("the four services after the demo", atWork, MEMORY_MAY_BE, " MiB")));
    }

    private static void work(Suite suite, int accounts) throws IOException {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            MainJob job = new MainJob(DemoEnvironments.of(suite.stack()), accounts, "demo", quiet, Clock.systemUTC());
            if (!job.run()) {
                throw new IllegalStateException(
                        "The demo's main job found what it did not expect: " + job.mismatches());
            }
        }
    }

    private static List<Double> resident(Suite suite) {
        return Part.SERVICES.stream()
                .map(service -> suite.residentMemory(service) / MEBIBYTE)
                .toList();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}

package io.coterie.benchmarks;

import io.coterie.benchmarks.buyinggroups.BuyingGroupsBenchmark;
import io.coterie.benchmarks.buyinggroups.ChangesBenchmark;
import io.coterie.benchmarks.engagement.EngagementBenchmark;
import io.coterie.benchmarks.groups.GroupsBenchmark;
import io.coterie.benchmarks.ingest.IngestBenchmark;
import io.coterie.benchmarks.journeys.JourneysBenchmark;
import io.coterie.benchmarks.report.ReportFile;
import io.coterie.benchmarks.report.Result;
import io.coterie.benchmarks.report.Text;
import io.coterie.benchmarks.start.StartBenchmark;
import io.coterie.benchmarks.suite.Bench;
import io.coterie.benchmarks.suite.Benchmark;
import io.coterie.benchmarks.suite.OthersLoad;
import io.coterie.localstack.stack.StackException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Runs the measurements asked for, prints each and keeps it as a page. */
@CommandLineProgram
public final class Main {

    private static final List<Benchmark> ALL = List.of(
            new IngestBenchmark(),
            new GroupsBenchmark(),
            new JourneysBenchmark(),
            new StartBenchmark(),
            new BuyingGroupsBenchmark(),
            new ChangesBenchmark(),
            new EngagementBenchmark());

    private static final Clock CLOCK = Clock.systemUTC();

    private Main() {}

    public static void main(String... words) {
        try {
            Options options = Options.parse(words);
            boolean kept = true;
            for (Benchmark benchmark : chosen(options)) {
                kept &= run(benchmark, options).isKept();
            }
            System.exit(kept || !options.strict() ? 0 : 1);
        } catch (StackException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static Result run(Benchmark benchmark, Options options) throws Exception {
        System.out.println(benchmark.name() + ": " + benchmark.question());
        OthersLoad others = OthersLoad.begin();
        Result result = benchmark.run(new Bench(options.settings(), options.choices(), Main::say));
        double load = others.cores();
        System.out.println();
        System.out.println(result.markdown());
        System.out.println("kept in "
                + new ReportFile(options.reportDirectory())
                        .write(benchmark.name(), LocalDate.now(CLOCK), load, result));
        System.out.println();
        return result;
    }

    private static List<Benchmark> chosen(Options options) {
        if (options.names().isEmpty()) {
            return ALL;
        }
        return options.names().stream()
                .map(name -> ALL.stream()
                        .filter(benchmark -> benchmark.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(name)))
                .toList();
    }

    private static StackException unknown(String name) {
        StringBuilder text = new StringBuilder("There is no measurement " + name + "; there are");
        ALL.forEach(benchmark -> text.append("\n  ")
                .append(Text.format("%-16s", benchmark.name()))
                .append(benchmark.question()));
        return new StackException(text.toString());
    }

    private static void say(String line) {
        System.out.println("  " + LocalTime.now(CLOCK).truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    }
}

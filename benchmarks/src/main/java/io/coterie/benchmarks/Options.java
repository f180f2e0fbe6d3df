package io.coterie.benchmarks;

import io.coterie.benchmarks.suite.Choices;
import io.coterie.localstack.stack.Installation;
import io.coterie.localstack.stack.Ports;
import io.coterie.localstack.stack.StackException;
import io.coterie.localstack.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands on the command line.
 *
 * @param names the measurements asked for; none means the usual ones
 * @param strict whether a missed promise is a failure of the program
 */
record Options(
        List<String> names, Choices choices, boolean strict, Optional<Path> data, Optional<Path> report, int portBase) {

    static Options parse(String... words) {
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        int repetitions = 0;
        Duration duration = Duration.ZERO;
        boolean strict = false;
        Optional<Path> data = Optional.empty();
        Optional<Path> report = Optional.empty();
        int portBase = portBaseOfEnvironment();
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            switch (word) {
                case "--sizes" -> {
                    for (String size : value(word, rest).split(",", -1)) {
                        sizes.add(number(word, size));
                    }
                }
                case "--repetitions" -> repetitions = number(word, value(word, rest));
                case "--seconds" -> duration = Duration.ofSeconds(number(word, value(word, rest)));
                case "--strict" -> strict = true;
                case "--data" -> data = Optional.of(path(value(word, rest)));
                case "--report" -> report = Optional.of(path(value(word, rest)));
                case "--port-base" -> portBase = number(word, value(word, rest));
                default -> {
                    if (word.startsWith("-")) {
                        throw new StackException("Unknown option " + word + "; ./coterie help lists them");
                    }
                    names.add(word);
                }
            }
        }
        return new Options(
                List.copyOf(names),
                new Choices(List.copyOf(sizes), repetitions, duration),
                strict,
                data,
                report,
                portBase);
    }

    StackSettings settings() {
        Installation installation = Installation.here();
        return new StackSettings(
                installation,
                data.orElseGet(() -> installation.dataDirectory("bench")),
                new Ports(portBase),
                false,
                Set.of(),
                false);
    }

    Path reportDirectory() {
        return report.orElseGet(() -> Installation.here().root().resolve("docs/benchmarks"));
    }

    private static int portBaseOfEnvironment() {
        String base = System.getenv("COTERIE_PORT_BASE");
        return base == null || base.isBlank() ? Ports.DEFAULT_BASE : number("COTERIE_PORT_BASE", base);
    }

    private static Path path(String value) {
        return Path.of(value).toAbsolutePath().normalize();
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9][0-9]{0,7}")) {
            throw new StackException(name + " must be a positive number, but is " + value);
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StackException("A value is missing behind " + option);
        }
        return rest.removeFirst();
    }
}

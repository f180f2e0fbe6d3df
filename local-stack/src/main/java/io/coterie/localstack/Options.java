package io.coterie.localstack;

import io.coterie.localstack.stack.Installation;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Ports;
import io.coterie.localstack.stack.StackException;
import io.coterie.localstack.stack.StackSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What stands on the command line behind the verb.
 *
 * @param accounts how many companies a demo starts with
 * @param keep whether a demo leaves the stack running when it is done
 */
record Options(Optional<Path> data, int portBase, Set<Part> without, int accounts, boolean keep) {

    private static final int USUAL_ACCOUNTS = 2000;

    static Options parse(String... words) {
        Optional<Path> data = Optional.empty();
        int portBase = portBaseOfEnvironment();
        Set<Part> without = EnumSet.noneOf(Part.class);
        int accounts = USUAL_ACCOUNTS;
        boolean keep = false;
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--data" ->
                    data = Optional.of(
                            Path.of(value(option, rest)).toAbsolutePath().normalize());
                case "--port-base" -> portBase = portBase(option, value(option, rest));
                case "--without" -> without.add(part(value(option, rest)));
                case "--accounts" -> accounts = number(option, value(option, rest));
                case "--keep" -> keep = true;
                default -> throw new StackException("Unknown option " + option + "; ./coterie help lists them");
            }
        }
        return new Options(data, portBase, without, accounts, keep);
    }

    StackSettings settings(String dataName) {
        Installation installation = Installation.here();
        return new StackSettings(
                installation,
                data.orElseGet(() -> installation.dataDirectory(dataName)),
                new Ports(portBase),
                false,
                without,
                false);
    }

    private static int portBaseOfEnvironment() {
        String base = System.getenv("COTERIE_PORT_BASE");
        return base == null || base.isBlank() ? Ports.DEFAULT_BASE : portBase("COTERIE_PORT_BASE", base);
    }

    private static int portBase(String name, String value) {
        int base = number(name, value);
        if (base < Ports.LOWEST_BASE || base > Ports.HIGHEST_BASE) {
            throw new StackException(name + " must be between " + Ports.LOWEST_BASE + " and " + Ports.HIGHEST_BASE
                    + ", but is " + value);
        }
        return base;
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9][0-9]{0,6}")) {
            throw new StackException(name + " must be a positive number, but is " + value);
        }
        return Integer.parseInt(value);
    }

    private static Part part(String label) {
        return Part.labelled(label)
                .orElseThrow(() -> new StackException("--without must name one of "
                        + Arrays.stream(Part.values()).map(Part::label).toList() + ", but is " + label));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StackException("A value is missing behind " + option);
        }
        return rest.removeFirst();
    }
}

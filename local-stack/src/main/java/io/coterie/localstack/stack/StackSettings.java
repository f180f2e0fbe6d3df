package io.coterie.localstack.stack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What to start and where.
 *
 * @param data databases, topics, secrets and logs; created when it is not there
 * @param fresh whether rows, topics, mails and audiences of an earlier run are thrown away first; users and keys stay
 * @param without parts somebody starts in another way, for example a service in dev mode
 * @param longRunning whether the JVMs get the compilers and the heap they have on a cluster, instead of a fast start in
 *     little memory
 * @param environment of services, beyond what the stack tells them
 */
public record StackSettings(
        Installation installation,
        Path data,
        Ports ports,
        boolean fresh,
        Set<Part> without,
        boolean longRunning,
        Map<Part, Map<String, String>> environment) {

    /** Services that know only what the stack tells them. */
    public StackSettings(
            Installation installation, Path data, Ports ports, boolean fresh, Set<Part> without, boolean longRunning) {
        this(installation, data, ports, fresh, without, longRunning, Map.of());
    }

    /** Everything, with data in the given directory. */
    public static StackSettings of(Path data, int portBase) {
        return new StackSettings(
                Installation.here(), data.toAbsolutePath(), new Ports(portBase), false, Set.of(), false);
    }

    /** The same with nothing in its stores; refused where {@code ./coterie up} keeps data. */
    public StackSettings emptied() {
        return new StackSettings(installation, data, ports, true, without, longRunning, environment);
    }

    /** The same as it would run on a cluster. */
    public StackSettings forLong() {
        return new StackSettings(installation, data, ports, fresh, without, true, environment);
    }

    /** The same with one more setting of a service, by its environment variable. */
    public StackSettings with(Part service, String variable, String value) {
        Map<Part, Map<String, String>> more = new EnumMap<>(Part.class);
        more.putAll(environment);
        Map<String, String> ofService = new LinkedHashMap<>(environment.getOrDefault(service, Map.of()));
        ofService.put(variable, value);
        more.put(service, ofService);
        return new StackSettings(installation, data, ports, fresh, without, longRunning, more);
    }

    Set<Part> parts() {
        EnumSet<Part> parts = EnumSet.allOf(Part.class);
        parts.removeAll(without);
        return parts;
    }

    /** One log for each part. */
    public Path logs() {
        return data.resolve("logs");
    }
}

package io.coterie.benchmarks.suite;

import static org.awaitility.Awaitility.await;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Progress;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The whole suite, started for measuring: durable stores, the packaged services, nothing left out. */
public final class Suite implements AutoCloseable {

    private static final List<Part> MEASURED = Stream.concat(
                    Part.SERVICES.stream(), Stream.of(Part.POSTGRESQL, Part.KAFKA))
            .toList();
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Stack stack;
    private final Duration startedIn;
    private final Rest rest;
    private Rest.Quiet quiet;

    private Suite(Stack stack, Duration startedIn) {
        this.stack = stack;
        this.startedIn = startedIn;
        this.rest = new Rest(stack::token);
        this.quiet = quiet(Part.SERVICES);
    }

    static Suite start(StackSettings settings) {
        long begin = System.nanoTime();
        Stack stack = Stack.prepare(settings, Progress.silent());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        return new Suite(stack.start(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** From nothing running until everything is ready. */
    public Duration startedIn() {
        return startedIn;
    }

    public Rest rest() {
        return rest;
    }

    public URI profile() {
        return stack.url(Part.PROFILE_SERVICE);
    }

    public URI buyingGroups() {
        return stack.url(Part.BUYING_GROUP_SERVICE);
    }

    public URI journeys() {
        return stack.url(Part.JOURNEY_SERVICE);
    }

    public URI activation() {
        return stack.url(Part.ACTIVATION_SERVICE);
    }

    public URI linkedIn() {
        return stack.url(Part.SIMULATORS);
    }

    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    /** Where input files may be written. */
    public Path input() {
        return stack.settings().data().resolve("input");
    }

    /** A connection to a service's database with the rights of that service: row level security holds. */
    public Connection connect(Part service) throws SQLException {
        return ServiceDatabases.connect(stack.environmentOf(service));
    }

    /** As {@link #connect(Part)}, inside one sandbox for as long as it is open. */
    public Connection connect(Part service, int sandboxId) throws SQLException {
        Connection connection = connect(service);
        try (PreparedStatement enter = connection.prepareStatement("select set_config('app.sandbox_id', ?, false)")) {
            enter.setString(1, Integer.toString(sandboxId));
            enter.execute();
        }
        return connection;
    }

    /** Makes empty copies of a service's tables in the schema {@code bare} of its database. */
    public void makeBareTables(Part service, String... tables) throws SQLException {
        BareTables.make(stack.postgres(), stack.environmentOf(service), tables);
    }

    /** Copies what a service tells, until closed; {@link #makeBareTables} comes first. */
    public OutboxCopy copyOutbox(Part service) throws SQLException {
        return OutboxCopy.open(stack.postgres(), stack.environmentOf(service));
    }

    /** Empties tables that {@link #makeBareTables} has made, so that each repetition finds the same. */
    public void emptyBareTables(Part service, String... tables) throws SQLException {
        BareTables.empty(stack.postgres(), stack.environmentOf(service), tables);
    }

    /** Ends services for good; what is measured from here on is measured without them. */
    public void end(Part... services) {
        for (Part service : services) {
            stack.stop(service);
        }
        Set<Part> ended = Set.of(services);
        quiet = quiet(
                Part.SERVICES.stream().filter(part -> !ended.contains(part)).toList());
    }

    /** Empties tables that a service computes from others; it must be at rest. */
    public void emptyOwnTables(Part service, String... tables) throws SQLException {
        BareTables.emptyOriginals(stack.postgres(), stack.environmentOf(service), tables);
    }

    /** Lets the database of a service tidy up what was written, so that nobody else pays for it. */
    public void vacuum(Part service) throws SQLException {
        BareTables.vacuum(stack.postgres(), stack.environmentOf(service));
    }

    /** A new sandbox that every service knows; answers its id. */
    public int sandbox(String name) {
        return rest.provision(profile(), name);
    }

    /** Waits until nothing is on its way any more; answers the instant of {@link System#nanoTime} since when. */
    public long untilQuiet() {
        return quiet.await(System::nanoTime);
    }

    /** Does something and measures it until the suite is at rest. */
    public <E extends Exception> Usage untilQuiet(Work<E> work) throws E {
        Moment begin = moment();
        work.run();
        return quiet.await(this::moment).since(begin);
    }

    /** Does something that ends when it answers. */
    public <E extends Exception> Usage until(Work<E> work) throws E {
        Moment begin = moment();
        work.run();
        return moment().since(begin);
    }

    /** Waits until a service has told everything it has decided. */
    public void untilPublished(Part service) throws SQLException {
        until(service, 0, "select not exists (select from outbox)");
    }

    /** Waits until a query in a service's database answers true; it is asked often, so it should cost little. */
    public void until(Part service, int sandboxId, String query) throws SQLException {
        try (Connection connection = connect(service, sandboxId);
                PreparedStatement statement = connection.prepareStatement(query)) {
            await().atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> {
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            });
        }
    }

    /** Something to be measured. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Resident bytes of a service's JVM. */
    public long residentMemory(Part part) {
        return process(part).map(ProcessorTime::residentMemory).orElse(0L);
    }

    public Stack stack() {
        return stack;
    }

    @Override
    public void close() {
        stack.close();
    }

    private Rest.Quiet quiet(List<Part> services) {
        return rest.quiet(services.stream().map(stack::url).toList());
    }

    private Moment moment() {
        return new Moment(System.nanoTime(), processorSeconds());
    }

    /** What the suite had taken at an instant of {@link System#nanoTime}. */
    private record Moment(long instant, Map<Part, Double> processorSeconds) {

        Usage since(Moment begin) {
            Map<Part, Double> spent = new EnumMap<>(Part.class);
            processorSeconds.forEach((part, seconds) ->
                    spent.put(part, seconds - begin.processorSeconds().getOrDefault(part, 0.0)));
            return new Usage(Duration.ofNanos(instant - begin.instant()), spent);
        }
    }

    private Map<Part, Double> processorSeconds() {
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        MEASURED.forEach(part ->
                seconds.put(part, process(part).map(ProcessorTime::ofFamily).orElse(0.0)));
        return seconds;
    }

    private Optional<ProcessHandle> process(Part part) {
        Path file = stack.settings().logs().resolve(part.label() + ".pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the process id of " + part.label() + " in " + file, e);
        }
    }
}

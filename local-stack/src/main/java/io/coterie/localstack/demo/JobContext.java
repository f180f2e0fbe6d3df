package io.coterie.localstack.demo;

import static io.coterie.localstack.demo.Definitions.fill;
import static io.coterie.localstack.demo.Definitions.json;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** What the phases share: the suite's doors, the definitions made so far, and the report. */
final class JobContext {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final DemoEnvironment environment;
    private final String sandbox;
    private final SuiteClient client;
    private final Quiet quiet;
    private final Report report;
    private final PhaseProgress progress;
    private final boolean disturbed;
    private final JobWatcher watcher;
    private final Map<String, String> ids = new LinkedHashMap<>();

    /**
     * @param disturbed whether parts of the suite are killed meanwhile
     * @param watcher knows what that has cut
     */
    JobContext(
            DemoEnvironment environment,
            String sandbox,
            SuiteClient client,
            Report report,
            PhaseProgress progress,
            boolean disturbed,
            JobWatcher watcher) {
        this.environment = environment;
        this.sandbox = sandbox;
        this.client = client;
        this.report = report;
        this.progress = progress;
        this.disturbed = disturbed;
        this.watcher = watcher;
        this.quiet = new Quiet(
                client,
                List.of(
                        environment.profile(),
                        environment.buyingGroups(),
                        environment.journeys(),
                        environment.activation()),
                PATIENCE);
    }

    DemoEnvironment environment() {
        return environment;
    }

    String sandbox() {
        return sandbox;
    }

    SuiteClient client() {
        return client;
    }

    Report report() {
        return report;
    }

    PhaseProgress progress() {
        return progress;
    }

    boolean isDisturbed() {
        return disturbed;
    }

    /** As {@link JobWatcher#cutCalls}. */
    long cutCalls() {
        return watcher.cutCalls();
    }

    /** As {@link JobWatcher#cutHandOvers}. */
    long cutHandOvers() {
        return watcher.cutHandOvers();
    }

    /** As {@link JobWatcher#settleUncertain}. */
    void settleUncertain() {
        watcher.settleUncertain();
    }

    /** Messages that the activation service counts in a state. */
    int messages(String state) {
        return client.get(environment.activation(), "/v1/deliveries/summary")
                .required("byState")
                .required(state)
                .intValue();
    }

    /** What a definition was given as its id, by the name the job calls it. */
    String id(String definition) {
        return Objects.requireNonNull(ids.get(definition), definition);
    }

    /** A word that templates of definitions may use. */
    void word(String name, String value) {
        ids.put(name, value);
    }

    void create(String name, URI service, String path, String template, int status) {
        ids.put(
                name,
                client.post(service, path, fill(template, ids), status)
                        .path("id")
                        .asText());
    }

    void publish(URI service, String path) {
        client.post(service, path + "/publish", json("{}"), 200);
    }

    void untilQuiet() {
        quiet.untilQuiet(progress::waitsFor);
    }

    /** The same, while something countable comes. */
    void untilQuiet(String what, LongSupplier done, long total) {
        quiet.untilQuiet(busy -> progress.reached(what, done, total));
    }

    void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
    }
}

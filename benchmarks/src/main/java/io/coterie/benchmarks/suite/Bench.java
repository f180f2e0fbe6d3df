package io.coterie.benchmarks.suite;

import io.coterie.localstack.stack.StackSettings;
import java.util.function.Consumer;

/**
 * What a measurement may use.
 *
 * @param settings where a suite is started
 * @param progress takes one line for whoever watches
 */
public record Bench(StackSettings settings, Choices choices, Consumer<String> progress) {

    /** A suite for one measurement, with empty stores, its JVMs as on a cluster. */
    public Suite suite() {
        say("starting the suite");
        Suite suite = Suite.start(settings.emptied().forLong());
        say("the suite is ready");
        return suite;
    }

    /** A suite that finds nothing of an earlier one, not even Keycloak's users. */
    public Suite firstSuite() {
        FirstStart.prepare(settings);
        return Suite.start(settings.emptied());
    }

    /** A suite that finds what the one before has left. */
    public Suite keptSuite() {
        return Suite.start(settings);
    }

    public void say(String line) {
        progress.accept(line);
    }
}

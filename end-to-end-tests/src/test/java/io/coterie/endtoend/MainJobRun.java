package io.coterie.endtoend;

import io.coterie.localstack.DemoEnvironments;
import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The main job, done once on the suite that the undisturbed tests share.
 *
 * @param report as {@code ./coterie demo} prints it
 */
record MainJobRun(Stack stack, MainJob job, String report) {

    static final int ACCOUNTS = 200;
    static final String SANDBOX = "main";

    static final String SUITE = "undisturbed";

    private static @Nullable MainJobRun done;

    static synchronized MainJobRun done() throws IOException {
        MainJobRun known = done;
        if (known == null) {
            Stack stack = Suites.running(SUITE);
            ByteArrayOutputStream report = new ByteArrayOutputStream();
            MainJob job = new MainJob(
                    DemoEnvironments.of(stack),
                    ACCOUNTS,
                    SANDBOX,
                    new PrintStream(report, true, StandardCharsets.UTF_8),
                    Clock.systemUTC());
            var _ = job.run();
            known = new MainJobRun(stack, job, report.toString(StandardCharsets.UTF_8));
            done = known;
        }
        return known;
    }

    Api api() {
        return Api.inSandbox(stack, SANDBOX);
    }
}

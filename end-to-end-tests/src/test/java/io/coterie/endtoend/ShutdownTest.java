package io.coterie.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.localstack.Main;
import io.coterie.localstack.stack.Part;
import io.coterie.platform.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A signal ends the whole suite, Keycloak behind its shell script included. */
@Order(6)
class ShutdownTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void aSignalToUpLeavesNoProcessOfAnyPart() throws Exception {
        Suites.stop();
        Path directory = Files.createDirectories(Path.of("target", "suites", "shutdown"));
        Path screen = directory.resolve("screen");
        Process up = new ProcessBuilder(ChildJvm.ofClass(
                                Main.class,
                                "up",
                                "--port-base",
                                Integer.toString(Suites.freePortBase()),
                                "--data",
                                directory.resolve("data").toString())
                        .commandLine())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> hasEnded(up) || printed(screen).contains("Ctrl-C stops everything"));
            List<ProcessHandle> family = up.descendants().toList();
            // At least its supervisor and itself of each part.
            assertThat(family).as(printed(screen)).hasSizeGreaterThanOrEqualTo(2 * Part.values().length);

            // As Ctrl-C, which whoever runs this may have told its children to ignore.
            up.destroy();

            assertThat(up.waitFor(60, SECONDS)).isTrue();
            // One that has ended is there until its parent, or init, has asked how.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
            assertThat(printed(screen)).contains("no process is left");
        } finally {
            // Whatever is left of it ends when the pipe to this one closes.
            up.destroyForcibly();
        }
    }

    private static boolean hasEnded(Process process) {
        return !process.isAlive();
    }

    private static String printed(Path screen) throws IOException {
        return Files.readString(screen);
    }
}

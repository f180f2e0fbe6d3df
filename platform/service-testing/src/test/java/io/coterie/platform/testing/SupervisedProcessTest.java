package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {

    @TempDir
    Path directory;

    @Test
    void stoppingAsksTheCommandToEndWithItsSignal() throws IOException {
        SupervisedProcess process = start("polite", "trap 'echo goodbye; exit 0' USR1; while :; do sleep 0.05; done");
        awaitRunning(process);

        process.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readString(directory.resolve("polite.log"))).contains("goodbye");
    }

    @Test
    void aCommandThatIgnoresItsSignalIsKilledAfterItsGrace() {
        SupervisedProcess process = start("stubborn", "trap '' USR1; echo ready; while :; do sleep 0.05; done");
        awaitRunning(process);
        ProcessHandle command = process.handle().orElseThrow();

        process.stop();

        assertThat(command.isAlive()).isFalse();
    }

    @Test
    void killingEndsWhatTheCommandStartedToo() {
        SupervisedProcess process = start("parent", "sleep 600 & wait");
        awaitRunning(process);
        await().until(() -> process.handle().orElseThrow().children().findAny().isPresent());
        ProcessHandle grandchild =
                process.handle().orElseThrow().children().findFirst().orElseThrow();

        process.kill();

        await().untilAsserted(() -> assertThat(grandchild.isAlive()).isFalse());
    }

    @Test
    void theCommandEndsWhenItsParentIsKilled() throws IOException {
        Path grandchildPid = directory.resolve("sleeper.pid");
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SleepingParent.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(grandchildPid)
                        && !Files.readString(grandchildPid).isBlank());
        ProcessHandle grandchild = ProcessHandle.of(
                        Long.parseLong(Files.readString(grandchildPid).strip()))
                .orElseThrow();

        parent.destroyForcibly();

        await().untilAsserted(() -> assertThat(grandchild.isAlive()).isFalse());
    }

    /** Starts a supervised command and lives on until it is killed. */
    static final class SleepingParent {
        public static void main(String[] arguments) throws InterruptedException {
            var _ = SupervisedProcess.start(new SupervisedProcess.Command(
                    "sleeper",
                    List.of("sleep", "600"),
                    Map.of(),
                    Path.of(arguments[0]),
                    "TERM",
                    Duration.ofSeconds(1)));
            Thread.currentThread().join();
        }
    }

    private SupervisedProcess start(String name, String script) {
        return SupervisedProcess.start(new SupervisedProcess.Command(
                name, List.of("bash", "-c", script), Map.of(), directory, "USR1", Duration.ofSeconds(1)));
    }

    private static void awaitRunning(SupervisedProcess process) {
        await().until(() -> process.handle().isPresent());
        // The command's traps are set a moment after it exists; nothing outside tells when.
        await().pollDelay(Duration.ofMillis(300)).until(process::isAlive);
    }
}

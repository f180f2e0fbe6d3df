package io.coterie.localstack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Ports;
import io.coterie.platform.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process: what it leaves behind and how it ends. */
class MainTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BASE = 21_480;
    private static final List<String> DEFAULT_SIGNALS = defaultSignals();

    /** As a shell in a terminal does it: the command gets a process group of its own. What bash says of it goes nowhere. */
    private static final List<String> IN_ITS_OWN_GROUP =
            List.of("bash", "-c", "set -m; \"$@\" & exec 2>/dev/null; wait $!", "job");

    private static final Set<Part> STORES = EnumSet.of(Part.POSTGRESQL, Part.KAFKA, Part.SIMULATORS);

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void nothingOfATestStays() {
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalStopsEverythingAndLeavesNoProcess(String signal) throws Exception {
        assumeFalse(DEFAULT_SIGNALS.isEmpty() && isIgnoredHere(signal));
        // With the stores once; the way down is the same for each signal.
        Set<Part> parts = signal.equals("INT") ? STORES : EnumSet.of(Part.SIMULATORS);
        Process up = command("up", parts);
        await().atMost(PATIENCE).until(() -> printed("up").contains("Ctrl-C stops everything"));
        ProcessHandle launcher = launcher(up);
        List<ProcessHandle> family = launcher.descendants().toList();
        assertThat(family).hasSizeGreaterThanOrEqualTo(2 * parts.size());

        if (signal.equals("TERM")) {
            send(signal, launcher);
        } else {
            sendToGroup(signal, launcher);
        }

        assertThat(up.waitFor(60, SECONDS)).isTrue();
        // One that has ended is there until its parent, or init, has asked how.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        assertThat(printed("up")).contains("no process is left");
        assertThat(directory.resolve("data/logs")).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void aSecondUpNamesTheTakenPortsAndTheWayToChooseOthers() throws Exception {
        Process first = command("up", EnumSet.of(Part.SIMULATORS));
        await().atMost(PATIENCE).until(() -> printed("up").contains("Ctrl-C stops everything"));

        Process second = start("second", "up", EnumSet.of(Part.SIMULATORS), directory.resolve("other"));

        assertThat(second.waitFor(60, SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(printed("second"))
                .isEqualTo("Taken by another program: port " + new Ports(BASE).of(Part.SIMULATORS) + " (simulators), "
                        + (BASE + 7) + " (the mailbox over HTTP), " + (BASE + 8) + " (the mailbox over SMTP).\n"
                        + "Choose other ports with --port-base N or COTERIE_PORT_BASE=N (now " + BASE
                        + "), for example --port-base " + (BASE + 10_000) + ".\n");
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void aDemoThatCannotGoOnEndsWithOneSaysWhyAndLeavesNoProcess() throws Exception {
        Process demo = command("demo", EnumSet.of(Part.SIMULATORS));

        assertThat(demo.waitFor(PATIENCE.toSeconds(), SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(1);
        assertThat(printed("demo"))
                .contains("The demo could not go on: POST")
                .contains("got no answer")
                .contains("no process is left");
        assertThat(directory.resolve("data/logs")).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void aDemoLeavesTheDataOfAnUpAloneAndStartsNothing() throws Exception {
        Path row = Files.createDirectories(directory.resolve("data/simulators")).resolve("row");
        Process up = command("up", EnumSet.noneOf(Part.class));
        await().atMost(PATIENCE).until(() -> printed("up").contains("Ctrl-C stops everything"));
        send("TERM", launcher(up));
        assertThat(up.waitFor(60, SECONDS)).isTrue();
        Files.createFile(row);

        Process demo = command("demo", EnumSet.noneOf(Part.class));

        assertThat(demo.waitFor(60, SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(1);
        assertThat(printed("demo")).startsWith(directory.resolve("data") + " is data of ./coterie up");
        assertThat(row).exists();
    }

    @Test
    void aWrongOptionIsNamedAndNothingStarts() throws Exception {
        Process up = start("up", "up", EnumSet.of(Part.SIMULATORS), directory.resolve("data"), "--colour");

        assertThat(up.waitFor(60, SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(printed("up")).isEqualTo("Unknown option --colour; ./coterie help lists them\n");
    }

    private Process command(String verb, Set<Part> parts) throws IOException {
        return start(verb, verb, parts, directory.resolve("data"));
    }

    private Process start(String name, String verb, Set<Part> parts, Path data, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(verb, "--port-base", Integer.toString(BASE), "--data", data.toString()));
        Arrays.stream(Part.values())
                .filter(part -> !parts.contains(part))
                .forEach(part -> words.addAll(List.of("--without", part.label())));
        words.addAll(List.of(more));
        List<String> line = new ArrayList<>(IN_ITS_OWN_GROUP);
        line.addAll(DEFAULT_SIGNALS);
        line.addAll(ChildJvm.ofClass(Main.class, words.toArray(String[]::new)).commandLine());
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(screen(name).toFile())
                .start();
        started.add(process);
        return process;
    }

    private Path screen(String name) {
        return directory.resolve(name + ".screen");
    }

    private String printed(String name) throws IOException {
        return Files.readString(screen(name));
    }

    /** The program that bash started as its only job. */
    private static ProcessHandle launcher(Process started) {
        return started.children().findFirst().orElseThrow();
    }

    private static void send(String signal, ProcessHandle process) throws Exception {
        kill(signal, Long.toString(process.pid()));
    }

    /** As a terminal does on Ctrl-C or when it is closed: what the program has started and left in its group hears it too. */
    private static void sendToGroup(String signal, ProcessHandle leader) throws Exception {
        kill(signal, "-" + leader.pid());
    }

    private static void kill(String signal, String target) throws Exception {
        Process kill = new ProcessBuilder("bash", "-c", "kill -\"$1\" -- \"$2\"", "kill", signal, target).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** What makes a program hear every signal, whoever starts these tests; nothing where there is no GNU env. */
    private static List<String> defaultSignals() {
        List<String> prefix = List.of("env", "--default-signal=HUP,INT,TERM");
        List<String> tried = new ArrayList<>(prefix);
        tried.add("true");
        try {
            Process process = new ProcessBuilder(tried)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? prefix : List.of();
        } catch (IOException _) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whoever runs these tests may have told all its children to ignore a signal, as nohup does. */
    private static boolean isIgnoredHere(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        int number = switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            default -> 15;
        };
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >> (number - 1) & 1) == 1;
    }
}

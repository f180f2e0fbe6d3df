package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that cannot outlive this one.
 *
 * <pre>
 *   this JVM ──pipe──► supervise.sh ──► the command, in a process group of its own
 *                        └─► watcher, waiting for the end of the pipe
 * </pre>
 *
 * The watcher ends the command when the pipe closes: because {@link #stop} closed it, or because this JVM died, however
 * it died. The command's own process group keeps it clear of a Ctrl-C in the terminal, so that the parts of a stack stop
 * in the order the launcher chooses.
 */
public final class SupervisedProcess {

    private static final Duration KILL_TAKES_AT_MOST = Duration.ofSeconds(10);

    private final String name;
    private final Process supervisor;
    private final Path pidFile;
    private final Path log;
    private final Duration grace;

    private SupervisedProcess(String name, Process supervisor, Path pidFile, Path log, Duration grace) {
        this.name = name;
        this.supervisor = supervisor;
        this.pidFile = pidFile;
        this.log = log;
        this.grace = grace;
    }

    /**
     * What to run and how to end it.
     *
     * @param runDirectory where the log {@code <name>.log} and the process id {@code <name>.pid} are written
     * @param stopSignal name of the signal that asks the command to end, for example {@code TERM}
     * @param grace how long the command may take to end before it is killed
     */
    public record Command(
            String name,
            List<String> line,
            Map<String, String> environment,
            Path runDirectory,
            String stopSignal,
            Duration grace) {

        public Path log() {
            return runDirectory.resolve(name + ".log");
        }

        Path pidFile() {
            return runDirectory.resolve(name + ".pid");
        }
    }

    /** Starts the command; its output is appended to the log. */
    public static SupervisedProcess start(Command command) {
        try {
            Files.createDirectories(command.runDirectory());
            Files.deleteIfExists(command.pidFile());
            List<String> line = new ArrayList<>(List.of(
                    "bash",
                    "-c",
                    SupervisionScript.TEXT,
                    command.name(),
                    command.pidFile().toString(),
                    command.stopSignal(),
                    Long.toString(command.grace().toSeconds())));
            line.addAll(command.line());
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()));
            builder.environment().putAll(command.environment());
            return new SupervisedProcess(
                    command.name(), builder.start(), command.pidFile(), command.log(), command.grace());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start " + command.name(), e);
        }
    }

    public boolean isAlive() {
        return supervisor.isAlive();
    }

    /** The command's own process, once it runs. */
    public Optional<ProcessHandle> handle() {
        try {
            String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "";
            return pid.isEmpty() || !supervisor.isAlive() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the command to end and waits until it has, killing it when its grace is over. */
    public void stop() {
        try {
            supervisor.getOutputStream().close();
        } catch (IOException closedAlready) {
            // The supervisor is gone, so the command is too.
        }
        if (!endsWithin(grace.plus(KILL_TAKES_AT_MOST))) {
            kill();
        }
    }

    /** Ends the command and everything it started without warning, as a crash would. */
    public void kill() {
        handle().ifPresent(command -> {
            List<ProcessHandle> family =
                    Stream.concat(command.descendants(), Stream.of(command)).toList();
            family.forEach(ProcessHandle::destroyForcibly);
            // What is still dying still holds ports and shared memory.
            CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .orTimeout(KILL_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        });
        awaitEnd(KILL_TAKES_AT_MOST);
    }

    /** The last lines the command wrote, to explain why it is not there. */
    public String lastWords() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException unreadable) {
            return "(" + log + " cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    /** A failure that names the process, its log and its last words. */
    public IllegalStateException failure(String expectation) {
        return new IllegalStateException(
                "Expected " + name + " " + expectation + "; its log " + log + " ends with:\n" + lastWords());
    }

    /** Waits until the command has ended by itself and returns its exit code. */
    int awaitExit(Duration limit) {
        awaitEnd(limit);
        return supervisor.exitValue();
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a process", e);
        }
    }

    private void awaitEnd(Duration limit) {
        if (!endsWithin(limit)) {
            throw failure("to end within " + limit.toSeconds() + " s");
        }
    }

    private boolean endsWithin(Duration limit) {
        try {
            return supervisor.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was ending", e);
        }
    }
}

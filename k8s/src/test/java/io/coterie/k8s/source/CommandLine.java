package io.coterie.k8s.source;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Programs that a developer's machine may have. */
public final class CommandLine {

    private CommandLine() {}

    public static boolean isOnPath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs a program to its end and gives what it printed; a failure carries what it complained about. */
    public static String run(Map<String, String> environment, String... command) {
        try {
            Path complaints = Files.createTempFile("coterie-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            String said = Files.readString(complaints);
            Files.delete(complaints);
            if (exitCode != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + exitCode + ":\n" + said);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command[0], e);
        }
    }
}

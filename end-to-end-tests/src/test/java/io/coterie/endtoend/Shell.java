package io.coterie.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A terminal in which one command after the other is typed; variables and functions stay. */
final class Shell implements AutoCloseable {

    private static final String PROMPT = "--- done ---";

    private final Process process;
    private final Writer keyboard;
    private final BlockingQueue<String> screen = new LinkedBlockingQueue<>();

    private Shell(Process process) {
        this.process = process;
        this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::read);
    }

    /** A shell that knows one variable. */
    static Shell open(String variable, String value) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash").redirectErrorStream(true);
        builder.environment().put(variable, value);
        return new Shell(builder.start());
    }

    /** Types commands and answers what they print. */
    String run(String commands, Duration patience) throws IOException {
        keyboard.write(commands + "\necho\necho '" + PROMPT + "'\n");
        keyboard.flush();
        StringBuilder printed = new StringBuilder();
        for (String line = next(patience, printed); !line.equals(PROMPT); line = next(patience, printed)) {
            printed.append(line).append('\n');
        }
        return printed.toString();
    }

    @Override
    public void close() throws IOException {
        keyboard.close();
        process.destroy();
    }

    private String next(Duration patience, StringBuilder printed) {
        try {
            String line = screen.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("Nothing more came within " + patience + " after\n" + printed);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                screen.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The shell's output could not be read", e);
        }
    }
}

package io.coterie.localstack;

import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackException;
import io.coterie.localstack.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Starts the stack: {@code up} keeps it running, {@code demo} does the main job with it. */
@CommandLineProgram
public final class Main {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Main() {}

    public static void main(String... words) {
        try {
            String verb = words.length == 0 ? "" : words[0];
            Options options = Options.parse(Arrays.copyOfRange(words, Math.min(1, words.length), words.length));
            switch (verb) {
                case "up" -> up(options);
                case "demo" -> demo(options);
                default -> throw new StackException("Expected up or demo, but got '" + verb + "'");
            }
        } catch (StackException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void up(Options options) {
        StackSettings settings = options.settings("data");
        long begin = System.nanoTime();
        System.out.println("Starting Coterie; data and logs in " + settings.data());
        Stack stack = started(settings);
        if (!stack.isClosed()) {
            ServiceEnvironmentFiles.write(stack);
            System.out.println(Welcome.text(stack, Duration.ofNanos(System.nanoTime() - begin)));
            watch(stack);
        }
    }

    private static void demo(Options options) {
        StackSettings settings = options.settings("demo").emptied();
        System.out.println("Starting Coterie for the demo; data and logs in " + settings.data());
        Stack stack = started(settings);
        boolean everythingAsExpected = runMainJob(stack, options);
        if (options.keep()) {
            System.out.println(Welcome.text(stack, Duration.ZERO));
            watch(stack);
        }
        stack.close();
        System.exit(everythingAsExpected ? 0 : 1);
    }

    private static boolean runMainJob(Stack stack, Options options) {
        try {
            return new MainJob(DemoEnvironments.of(stack), options.accounts(), "demo", System.out, Clock.systemUTC())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The demo could not read or write its input", e);
        }
    }

    private static Stack started(StackSettings settings) {
        Stack stack = Stack.prepare(settings, new TerminalProgress());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        return stack.start();
    }

    /** Until Ctrl-C. A part that ends by itself is reported; the others go on, so that one can look into them. */
    private static void watch(Stack stack) {
        Set<Part> gone = EnumSet.noneOf(Part.class);
        while (true) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                return;
            }
            for (Part part : stack.parts()) {
                if (!stack.isClosed() && !stack.isAlive(part) && gone.add(part)) {
                    System.out.println("  " + part.label() + " ended by itself; see "
                            + stack.settings().logs().resolve(part.label() + ".log"));
                }
            }
        }
    }
}

package io.coterie.localstack;

import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.screen.Screen;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackException;
import io.coterie.localstack.stack.StackSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the stack: {@code up} keeps it running, {@code demo} does the main job with it. */
@CommandLineProgram
public final class Main {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Screen SCREEN = Screen.of(System.out);

    private Main() {}

    public static void main(String... words) {
        try {
            String verb = words.length == 0 ? "" : words[0];
            Options options = Options.parse(Arrays.copyOfRange(words, Math.min(1, words.length), words.length));
            switch (verb) {
                case "up" -> up(options);
                case "demo" -> System.exit(demo(options));
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
        Stack stack = started(settings, "Starting Coterie");
        if (!stack.isClosed()) {
            ServiceEnvironmentFiles.write(stack);
            SCREEN.print(Welcome.text(stack, Duration.ofNanos(System.nanoTime() - begin)));
            watch(stack);
        }
    }

    private static int demo(Options options) {
        StackSettings settings = options.settings("demo").emptied();
        Stack stack = started(settings, "Starting Coterie for the demo");
        return Demo.run(
                () -> new MainJob(DemoEnvironments.of(stack), options.accounts(), "demo", SCREEN, Clock.systemUTC())
                        .run(),
                stack::isClosed,
                () -> {
                    if (options.keep()) {
                        SCREEN.print(Welcome.text(stack, Duration.ZERO));
                        watch(stack);
                    }
                    stack.close();
                },
                System.err);
    }

    private static Stack started(StackSettings settings, String what) {
        Stack stack = Stack.prepare(settings, new TerminalProgress(SCREEN, System::nanoTime));
        SCREEN.print(what + ": "
                + stack.parts().stream().map(Part::label).collect(Collectors.joining(", "))
                + "; data and logs in " + settings.data());
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
                    SCREEN.print("  " + part.label() + " ended by itself; see "
                            + stack.settings().logs().resolve(part.label() + ".log"));
                }
            }
        }
    }
}

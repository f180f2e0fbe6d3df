package io.coterie.localstack;

import io.coterie.localstack.demo.DemoEnvironment;
import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.screen.Screen;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackException;
import io.coterie.localstack.stack.StackSettings;
import java.io.IOException;
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
        Stack stack = start(prepared(settings).keepData(), "Starting Coterie");
        if (!stack.isClosed()) {
            ServiceEnvironmentFiles.write(stack);
            SCREEN.print(Welcome.afterStart(stack, Duration.ofNanos(System.nanoTime() - begin)));
            watch(stack);
        }
    }

    private static int demo(Options options) {
        StackSettings settings = options.settings("demo").emptied();
        Stack stack = start(prepared(settings), "Starting Coterie for the demo");
        return Demo.run(
                () -> job(stack, options),
                stack::isClosed,
                () -> {
                    if (options.keep() && !stack.isClosed()) {
                        ServiceEnvironmentFiles.write(stack);
                        SCREEN.print(Welcome.afterDemo(stack));
                        watch(stack);
                    }
                    stack.close();
                },
                System.err);
    }

    private static boolean job(Stack stack, Options options) throws IOException {
        DemoEnvironment environment = DemoEnvironments.of(stack);
        MainJob job = new MainJob(environment, options.accounts(), "demo", SCREEN, Clock.systemUTC());
        boolean right = job.run();
        SCREEN.print(
                options.keep()
                        ? WhereToLook.whileItRuns(environment, job::idOf)
                        : WhereToLook.onceItHasStopped(
                                environment, stack.settings().logs()));
        return right;
    }

    private static Stack prepared(StackSettings settings) {
        return Stack.prepare(settings, new TerminalProgress(SCREEN, System::nanoTime));
    }

    private static Stack start(Stack stack, String what) {
        SCREEN.print(what + ": "
                + stack.parts().stream().map(Part::label).collect(Collectors.joining(", "))
                + "; data and logs in " + stack.settings().data());
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

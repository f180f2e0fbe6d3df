package io.coterie.endtoend;

import io.coterie.localstack.stack.Ports;
import io.coterie.localstack.stack.Progress;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackSettings;
import io.coterie.platform.testing.LocalPort;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The suites these tests start, one at a time: a machine with two processors has no room for two. */
final class Suites {

    private static final int PORTS_OF_A_SUITE = 11;

    private static @Nullable Suite running;

    private Suites() {}

    /** A suite and the name it was started under. */
    private record Suite(String name, Stack stack) {}

    /** The suite of this name; started with empty stores when it does not run, and after any other has been stopped. */
    static Stack running(String name) {
        return running(name, settings -> settings);
    }

    /** The same with settings of its own. */
    static synchronized Stack running(String name, UnaryOperator<StackSettings> own) {
        Suite known = running;
        if (known != null && known.name().equals(name)) {
            return known.stack();
        }
        stop();
        StackSettings settings = own.apply(StackSettings.of(Path.of("target", "suites", name), freePortBase())
                .emptied());
        Stack stack = Stack.prepare(settings, Progress.silent());
        // Whichever test class comes last, nothing may stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop " + name));
        running = new Suite(name, stack.start());
        return stack;
    }

    static synchronized void stop() {
        Suite known = running;
        if (known != null) {
            known.stack().close();
            running = null;
        }
    }

    static int freePortBase() {
        int first = Integer.getInteger("coterie.port-base", Ports.DEFAULT_BASE + 1_000);
        return IntStream.iterate(first, base -> base + 100)
                .limit(50)
                .filter(base ->
                        IntStream.rangeClosed(base + 1, base + PORTS_OF_A_SUITE).allMatch(LocalPort::isFree))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected free ports from " + first + " on"));
    }
}

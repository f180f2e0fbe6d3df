package io.coterie.localstack;

import com.google.errorprone.annotations.FormatMethod;
import io.coterie.localstack.screen.Screen;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Progress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** One line for each part: on a terminal it counts the seconds until the part is ready, elsewhere it comes then. */
final class TerminalProgress implements Progress {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(1);

    private final Screen screen;
    private final LongSupplier nanoTime;
    private final Map<Part, Long> starting = new EnumMap<>(Part.class);

    TerminalProgress(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void starting(Part part) {
        boolean first = starting.isEmpty();
        starting.put(part, nanoTime.getAsLong());
        show(part);
        if (first && screen.isTerminal()) {
            Thread.ofVirtual().start(this::countWhileStarting);
        }
    }

    @Override
    public synchronized void ready(Part part, Duration took, String where) {
        starting.remove(part);
        screen.settle(part.label(), line("%-22s ready after %5.1f s   %s", part.label(), seconds(took), where));
    }

    @Override
    public synchronized void failed(Part part, String reason) {
        starting.remove(part);
        screen.settle(part.label(), line("%-22s FAILED", part.label()));
        screen.print(reason.indent(4).stripTrailing());
    }

    @Override
    public synchronized void stopping() {
        starting.keySet().forEach(part -> screen.settle(part.label(), line("%-22s not started", part.label())));
        starting.clear();
        screen.print("\nStopping …");
    }

    @Override
    public synchronized void stopped(Duration took) {
        screen.print(String.format(Locale.ROOT, "Stopped after %.1f s; no process is left.", seconds(took)));
    }

    /** Rewrites the lines of what is still starting; false when nothing is. */
    synchronized boolean count() {
        starting.keySet().forEach(this::show);
        return !starting.isEmpty();
    }

    private void countWhileStarting() {
        try {
            do {
                Thread.sleep(COUNT_EVERY);
            } while (count());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Part part) {
        long since = starting.getOrDefault(part, nanoTime.getAsLong());
        Duration soFar = Duration.ofNanos(nanoTime.getAsLong() - since);
        screen.show(part.label(), line("%-22s starting … %6.0f s", part.label(), seconds(soFar)));
    }

    @FormatMethod
    private static String line(String format, Object... values) {
        return "  " + String.format(Locale.ROOT, format, values);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

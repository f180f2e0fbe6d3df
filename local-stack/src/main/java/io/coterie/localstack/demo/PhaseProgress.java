package io.coterie.localstack.demo;

import io.coterie.localstack.screen.Screen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far the phase that runs has come, as a line that is rewritten; in a log, now and then, as lines. */
final class PhaseProgress {

    private static final String SUBJECT = "phase";

    private final Screen screen;
    private final Clock clock;
    private final Duration every;
    private String phase = "";
    private Instant next = Instant.MIN;

    PhaseProgress(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
        this.every = screen.isTerminal() ? Duration.ofMillis(200) : Duration.ofSeconds(10);
    }

    void begins(Phase begun) {
        phase = begun.label();
        next = screen.isTerminal() ? Instant.MIN : clock.instant().plus(every);
        screen.show(SUBJECT, "  …      " + phase);
    }

    /** Something countable has come so far. */
    void reached(String what, LongSupplier done, long total) {
        if (isDue()) {
            say(String.format(Locale.ROOT, "%s: %,d of %,d", what, done.getAsLong(), total));
        }
    }

    /** What is still waited for, of which nobody knows the whole. */
    void waitsFor(String what) {
        if (!what.isEmpty() && isDue()) {
            say(what);
        }
    }

    void ends(Duration took) {
        screen.settle(SUBJECT, String.format(Locale.ROOT, "  done   %-58s %7.1f s", phase, took.toMillis() / 1000.0));
    }

    private boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(every);
        return true;
    }

    private void say(String soFar) {
        String line = "  …      " + phase + "   " + soFar;
        if (screen.isTerminal()) {
            screen.show(SUBJECT, line);
        } else {
            screen.print(line);
        }
    }
}

package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.localstack.screen.Screen;
import io.coterie.localstack.stack.Part;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One readable line for each part: starting, ready, and how long it took. */
class TerminalProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void inALogEachPartHasOneLine() {
        TerminalProgress progress = progress(false);

        progress.starting(Part.KAFKA);
        progress.starting(Part.KEYCLOAK);
        progress.ready(Part.KAFKA, Duration.ofMillis(3210), "127.0.0.1:18085");
        progress.ready(Part.KEYCLOAK, Duration.ofSeconds(41), "http://127.0.0.1:18080");

        assertThat(text()).isEqualTo("""
                          kafka                  ready after   3.2 s   127.0.0.1:18085
                          keycloak               ready after  41.0 s   http://127.0.0.1:18080
                        """);
    }

    @Test
    void onATerminalThePartsLineCountsTheSeconds() {
        TerminalProgress progress = progress(true);
        progress.starting(Part.KAFKA);
        assertThat(text()).contains("kafka                  starting …      0 s");

        nanoTime.addAndGet(Duration.ofSeconds(7).toNanos());
        boolean goesOn = progress.count();

        assertThat(goesOn).isTrue();
        assertThat(text()).contains("kafka                  starting …      7 s");
    }

    @Test
    void onATerminalThereIsNothingToCountOnceAllAreReady() {
        TerminalProgress progress = progress(true);
        progress.starting(Part.KAFKA);

        progress.ready(Part.KAFKA, Duration.ofSeconds(3), "127.0.0.1:18085");

        assertThat(progress.count()).isFalse();
        assertThat(text()).endsWith("kafka                  ready after   3.0 s   127.0.0.1:18085\n");
    }

    @Test
    void aPartThatFailsSaysWhy() {
        TerminalProgress progress = progress(false);
        progress.starting(Part.KAFKA);

        progress.failed(Part.KAFKA, "The disk is full\nand so is the log");

        assertThat(text()).isEqualTo("  kafka                  FAILED\n    The disk is full\n    and so is the log\n");
    }

    @Test
    void stoppingSaysWhatDidNotStartAndHowLongItTook() {
        TerminalProgress progress = progress(false);
        progress.starting(Part.KEYCLOAK);

        progress.stopping();
        progress.stopped(Duration.ofMillis(1500));

        assertThat(text()).isEqualTo("""
                          keycloak               not started

                        Stopping …
                        Stopped after 1.5 s; no process is left.
                        """);
    }

    private TerminalProgress progress(boolean terminal) {
        return new TerminalProgress(
                new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), terminal), nanoTime::get);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.localstack.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A long phase says how far it is, without flooding a log. */
class PhaseProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-23T10:15:30Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void inALogThereIsALineEveryTenSeconds() {
        PhaseProgress progress = progress(false);
        progress.begins(Phase.INGEST);
        for (int line = 1; line <= 25; line++) {
            int reached = line * 1000;
            now = now.plusSeconds(1);
            progress.reached("persons", () -> reached, 25_000);
        }
        progress.ends(Duration.ofSeconds(25));

        assertThat(text().lines())
                .containsExactly(
                        "  …      " + Phase.INGEST.label() + "   persons: 10,000 of 25,000",
                        "  …      " + Phase.INGEST.label() + "   persons: 20,000 of 25,000",
                        "  done   %-58s    25.0 s".formatted(Phase.INGEST.label()));
    }

    @Test
    void aShortPhaseHasOneLine() {
        PhaseProgress progress = progress(false);

        progress.begins(Phase.PROVISION);
        progress.waitsFor("profile-service has events to send: 1");
        progress.ends(Duration.ofMillis(700));

        assertThat(text().lines()).containsExactly("  done   %-58s     0.7 s".formatted(Phase.PROVISION.label()));
    }

    @Test
    void onATerminalThePhasesLineIsRewritten() {
        PhaseProgress progress = progress(true);
        progress.begins(Phase.INGEST);
        now = now.plusSeconds(1);

        progress.reached("persons", () -> 1000, 25_000);

        assertThat(text()).contains("\u001b[1F\u001b[J").endsWith("   persons: 1,000 of 25,000\n\u001b[?7h");
    }

    private PhaseProgress progress(boolean terminal) {
        return new PhaseProgress(new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), terminal), clock);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

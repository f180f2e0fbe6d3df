package io.coterie.localstack.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What stays is written once; what passes is written over, and only where that can be done. */
class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void inALogOnlyWhatStaysIsWritten() {
        Screen screen = screen(false);

        screen.show("kafka", "kafka starting");
        screen.show("kafka", "kafka still starting");
        screen.settle("kafka", "kafka ready");

        assertThat(text()).isEqualTo("kafka ready\n");
    }

    @Test
    void onATerminalALineIsWrittenOver() {
        Screen screen = screen(true);

        screen.show("kafka", "kafka 1 s");
        screen.show("kafka", "kafka 2 s");

        assertThat(text()).isEqualTo(passing("kafka 1 s\n") + "\u001b[1F\u001b[J" + passing("kafka 2 s\n"));
    }

    @Test
    void onATerminalWhatIsSettledMovesAboveWhatPasses() {
        Screen screen = screen(true);
        screen.show("kafka", "kafka 1 s");
        screen.show("keycloak", "keycloak 1 s");
        written.reset();

        screen.settle("keycloak", "keycloak ready");

        assertThat(text()).isEqualTo("\u001b[2F\u001b[Jkeycloak ready\n" + passing("kafka 1 s\n"));
    }

    @Test
    void onATerminalOtherLinesGoAboveWhatPassesToo() {
        Screen screen = screen(true);
        screen.show("kafka", "kafka 1 s");
        written.reset();

        screen.print("by the way");

        assertThat(text()).isEqualTo("\u001b[1F\u001b[Jby the way\n" + passing("kafka 1 s\n"));
    }

    private static String passing(String lines) {
        return "\u001b[?7l" + lines + "\u001b[?7h";
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the demonstration ends tells a script whether it went well. */
class DemoTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void aReportWithoutMismatchEndsWithZero() {
        assertThat(run(() -> true, false)).isZero();
        assertThat(ends).hasValue(1);
    }

    @Test
    void aMismatchEndsWithOne() {
        assertThat(run(() -> false, false)).isEqualTo(1);
        assertThat(ends).hasValue(1);
    }

    @Test
    void aJobThatCannotGoOnEndsWithOneAndTheReasons() {
        int code = run(
                () -> {
                    throw new IllegalStateException("GET /v1/accounts got no answer", new IOException("Refused"));
                },
                false);

        assertThat(code).isEqualTo(1);
        assertThat(text()).isEqualTo("The demo could not go on: GET /v1/accounts got no answer\n  because: Refused\n");
        assertThat(ends).hasValue(1);
    }

    @Test
    void whoeverPressesCtrlCKnowsWhyTheJobDidNotGoOn() {
        int code = run(
                () -> {
                    throw new IllegalStateException("GET /v1/accounts got no answer");
                },
                true);

        assertThat(code).isEqualTo(1);
        assertThat(text()).isEmpty();
    }

    private int run(Demo.Job job, boolean stopped) {
        return Demo.run(job, () -> stopped, ends::incrementAndGet, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The report says what was checked, and names what is wrong. */
class ReportTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(screen, true, StandardCharsets.UTF_8));

    @Test
    void aNumberThatIsNotWhatTheInputImpliesIsNamed() {
        report.check("accounts", 200, 200);
        report.check("persons", 1998, 1997);

        report.print();

        assertThat(report.isRight()).isFalse();
        assertThat(report.mismatches()).containsExactly("persons: expected 1998, found 1997");
        assertThat(shown()).contains("MISMATCH persons: expected 1998, found 1997");
    }

    @Test
    void whatIsOnlyNotedIsNotCountedAsChecked() {
        report.check("accounts", 200, 200);
        report.check("persons", 1998, 1998);
        report.note("sandbox id", 7);

        report.print();

        assertThat(report.isRight()).isTrue();
        assertThat(shown()).contains("All 2 numbers are what the input implies.");
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}

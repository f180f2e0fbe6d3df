package io.coterie.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 2.5, 4));
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(1, 5, 9));
    }

    @Test
    void aTableIsMarkdownWhoseColumnsAreAligned() {
        String table = Table.of("", "min", "median", "max")
                .row("persons/s", new Spread(900, 1_000, 12_345), 0)
                .markdown();

        assertThat(table).isEqualTo("""
                |           | min | median |    max |
                | --------- | --: | -----: | -----: |
                | persons/s | 900 |  1,000 | 12,345 |
                """);
    }

    @Test
    void aPromiseIsKeptAtItsBoundAndMissedBeyondIt() {
        assertThat(Verdict.atLeast("ingest", 0.3, 0.3).line()).isEqualTo("PASS  ingest: 0.30, promised at least 0.30");
        assertThat(Verdict.atLeast("ingest", 0.29, 0.3).isKept()).isFalse();
        assertThat(Verdict.atMost("start", 61.5, 60, " s").line())
                .isEqualTo("MISS  start: 61.5 s, promised at most 60.0 s");
        assertThat(Verdict.atMost("start", 60, 60, " s").isKept()).isTrue();
    }

    @Test
    void aPageIsNamedByDayAndMeasurementAndSaysOnWhatItRan(@TempDir Path directory) throws Exception {
        Result result = new Result("Bulk ingest", List.of("How."), List.of(), List.of());

        Path page = new ReportFile(directory).write("ingest", LocalDate.of(2026, 11, 25), 0.5, result);

        assertThat(page).hasFileName("2026-11-25-ingest.md");
        assertThat(Files.readString(page))
                .startsWith("# Bulk ingest, 2026-11-25\n\n" + Machine.shape() + "; ")
                .contains("other programs used 0.50 cores meanwhile")
                .contains("No ratio is promised here.");
    }
}

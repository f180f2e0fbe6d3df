package io.coterie.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Where a measurement is kept: {@code <date>-<name>.md}; the last one of a day stays. */
public record ReportFile(Path directory) {

    /** Writes the report and answers where it is. */
    public Path write(String name, LocalDate date, double othersLoad, Result result) {
        Path file = directory.resolve(date + "-" + name + ".md");
        String text = "# " + result.title() + ", " + date + "\n\n" + Machine.shape() + "; " + Machine.software()
                + "; other programs used " + Table.number(othersLoad, 2)
                + " cores meanwhile. `./coterie bench " + name + "`\n\n" + result.markdown();
        try {
            Files.createDirectories(directory);
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write " + file, e);
        }
    }
}

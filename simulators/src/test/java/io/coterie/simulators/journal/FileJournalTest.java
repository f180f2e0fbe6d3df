package io.coterie.simulators.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    @TempDir
    Path directory;

    @Test
    void everyConfirmedLineIsReplayedInOrder() {
        List<String> lines =
                IntStream.range(0, 500).mapToObj(number -> "line " + number).toList();
        try (FileJournal journal = FileJournal.open(file(), _ -> {})) {
            CompletableFuture<?>[] written = lines.stream()
                    .map(line -> journal.append(line.getBytes(UTF_8)).toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(written).join();
        }
        assertThat(replay()).isEqualTo(lines);
    }

    @Test
    void aTornLastLineIsCutOff() throws IOException {
        try (FileJournal journal = FileJournal.open(file(), _ -> {})) {
            journal.append("whole".getBytes(UTF_8)).toCompletableFuture().join();
        }
        Files.writeString(file(), "torn", StandardOpenOption.APPEND);
        try (FileJournal journal = FileJournal.open(file(), _ -> {})) {
            journal.append("next".getBytes(UTF_8)).toCompletableFuture().join();
        }
        assertThat(replay()).containsExactly("whole", "next");
    }

    @Test
    void aClosedJournalTakesNothing() {
        FileJournal journal = FileJournal.open(file(), _ -> {});
        journal.close();
        assertThat(journal.append("late".getBytes(UTF_8)).toCompletableFuture()).isCompletedExceptionally();
        assertThat(replay()).isEmpty();
    }

    private List<String> replay() {
        List<String> lines = new ArrayList<>();
        FileJournal.open(file(), line -> lines.add(new String(line, UTF_8))).close();
        return lines;
    }

    private Path file() {
        return directory.resolve("journal");
    }
}

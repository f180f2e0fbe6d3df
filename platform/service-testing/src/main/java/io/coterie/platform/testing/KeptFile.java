package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A generated file that is kept with the sources, so that a change of what it is made from is seen in review. */
public final class KeptFile {

    private KeptFile() {}

    /** Fails with the first line that differs and the command that refreshes the file. */
    public static void require(Path kept, String made, String command) {
        if (!Files.exists(kept)) {
            throw new AssertionError("Expected " + kept + "; make it with: " + command);
        }
        List<String> before = lines(kept);
        List<String> after = made.lines().toList();
        for (int line = 0; line < Math.max(before.size(), after.size()); line++) {
            String old = line < before.size() ? before.get(line) : "(the end)";
            String now = line < after.size() ? after.get(line) : "(the end)";
            if (!old.equals(now)) {
                throw new AssertionError(kept + " differs from what is made now, first in line " + (line + 1) + ":\n- "
                        + old + "\n+ " + now + "\nRefresh it with: " + command);
            }
        }
    }

    public static void write(Path kept, String made) {
        try {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, made.endsWith("\n") ? made : made + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + kept, e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}

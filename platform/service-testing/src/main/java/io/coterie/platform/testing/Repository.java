package io.coterie.platform.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Where the sources lie, for tests that hold documents against code. */
public final class Repository {

    private Repository() {}

    /** The directory of the Maven wrapper, which is above whichever module the tests run in. */
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Expected to run inside the repository");
    }

    /** The Java files of every module, those of {@code src/main/java} or those of {@code src/test/java}. */
    public static List<Path> sources(String mainOrTest) throws IOException {
        Path root = root();
        Path folder = Path.of("src", mainOrTest, "java");
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                // What is built, and what runs, comes and goes meanwhile.
                boolean isPassing = name.equals("target") || name.startsWith(".");
                return isPassing && !directory.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java") && file.toString().contains("/" + folder + "/")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}

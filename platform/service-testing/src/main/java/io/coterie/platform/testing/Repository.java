package io.coterie.platform.testing;

import java.nio.file.Files;
import java.nio.file.Path;

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
}

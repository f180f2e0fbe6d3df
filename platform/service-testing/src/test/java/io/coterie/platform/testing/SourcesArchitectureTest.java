package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds in every module, read from the sources: the rules about classes look at the four services only. */
class SourcesArchitectureTest {

    @Test
    void everyPackageIsMarkedForTheCompilersChecks() throws IOException {
        Set<Path> packages =
                Repository.sources("main").stream().map(Path::getParent).collect(Collectors.toSet());

        assertThat(packages)
                .extracting(folder ->
                        Repository.root().relativize(folder).getName(0).toString())
                .contains("platform", "contracts", "simulators", "local-stack", "benchmarks", "journey-service");
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .exists()
                        .content()
                        .containsPattern("(?m)^@NullMarked$")
                        .containsPattern("(?m)^@CheckReturnValue$"));
    }
}

package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.testing.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs of {@code ./coterie} that need no build. */
class LauncherTest {

    @TempDir
    Path directory;

    /** What a command printed, and how it ended. */
    private record Ending(int status, String printed) {}

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo", "test", "check", "format", "contracts", "bench", "reset", "help"})
    void helpNamesEveryVerb(String verb) throws Exception {
        Ending help = coterie("help");

        assertThat(help.status()).isZero();
        assertThat(help.printed()).containsPattern("(?m)^  " + verb + " +\\w");
    }

    @Test
    void anUnknownVerbShowsHelpAndFails() throws Exception {
        Ending unknown = coterie("upp");

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.printed()).contains("Usage: ./coterie VERB");
    }

    @Test
    void resetDeletesDataAndWhereItLeadsTo() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/postgres"));
        Path data = data();
        Files.createSymbolicLink(data.resolve("postgres"), elsewhere);

        Ending reset = coterie("reset", "--data", data.toString());

        assertThat(reset.status()).isZero();
        assertThat(reset.printed()).contains("Deleted " + data);
        assertThat(data).doesNotExist();
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void resetLeavesADirectoryThatIsNotOurs() throws Exception {
        Path precious = Files.createDirectories(directory.resolve("precious"));

        Ending reset = coterie("reset", "--data", precious.toString());

        assertThat(reset.status()).isEqualTo(1);
        assertThat(reset.printed()).contains("does not look like Coterie's data");
        assertThat(precious).exists();
    }

    @Test
    void resetLeavesTheDataOfARunningStack() throws Exception {
        Path data = data();
        Files.writeString(
                Files.createDirectories(data.resolve("logs")).resolve("kafka.pid"),
                Long.toString(ProcessHandle.current().pid()));

        Ending reset = coterie("reset", "--data", data.toString());

        assertThat(reset.status()).isEqualTo(1);
        assertThat(reset.printed()).contains("A stack runs on " + data);
        assertThat(data).exists();
    }

    @Test
    void resetOfNothingIsNoFault() throws Exception {
        assertThat(coterie("reset", "--data", directory.resolve("absent").toString())
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "--all"})
    void resetNamesAnOptionItDoesNotUnderstand(String option) throws Exception {
        Ending reset = coterie("reset", option);

        assertThat(reset.status()).isEqualTo(1);
        assertThat(reset.printed()).contains(option);
    }

    @Test
    void withoutAJdkItSaysWhereToGetOne() throws Exception {
        ProcessBuilder builder = command("check");
        builder.environment().put("JAVA_HOME", directory.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        Ending check = run(withoutUsualPlaces(builder));

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.printed()).contains("Coterie needs a JDK 25 or later");
    }

    /** The script with no place to look for JDKs in: the machine that runs this has one there. */
    private ProcessBuilder withoutUsualPlaces(ProcessBuilder builder) throws IOException {
        String script = Files.readString(Repository.root().resolve("coterie"));
        Path copy = Files.writeString(
                directory.resolve("coterie"), script.replace("done < <(usual_places)", "done < /dev/null"));
        return builder.command("bash", copy.toString(), "check");
    }

    private Path data() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.createFile(data.resolve("secrets.properties"));
        return data;
    }

    private static Ending coterie(String... words) throws Exception {
        return run(command(words));
    }

    private static ProcessBuilder command(String... words) {
        List<String> command = new ArrayList<>(
                List.of("bash", Repository.root().resolve("coterie").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static Ending run(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ending(process.waitFor(), printed);
    }
}

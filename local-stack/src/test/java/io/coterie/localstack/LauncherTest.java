package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.testing.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
    @ValueSource(strings = {"up", "demo", "dev", "test", "check", "format", "contracts", "bench", "reset", "help"})
    void helpNamesEveryVerb(String verb) throws Exception {
        Ending help = coterie("help");

        assertThat(help.status()).isZero();
        assertThat(help.printed()).containsPattern("(?m)^  " + verb + " +\\w");
    }

    @Test
    void helpSaysThatADemoEmptiesItsStores() throws Exception {
        assertThat(coterie("help").printed())
                .containsPattern("(?m)^  demo +starts everything with empty stores")
                .contains("demo empties it first, and refuses one that 'up' has used");
    }

    @Test
    void aCheckLooksAtTheManifestsAndStartsNoDatabase() throws Exception {
        assertThat(testsOfACheck()).contains("io/coterie/k8s/**/*Test", "!PostgresTest");
    }

    /** Maven is told not to fail for a name that no test has: a test that is renamed would be left out in silence. */
    @Test
    void everyTestThatACheckNamesIsThere() throws Exception {
        List<String> sources =
                Repository.sources("test").stream().map(Path::toString).toList();

        assertThat(testsOfACheck()).isNotEmpty().allSatisfy(name -> {
            String path = name.startsWith("!") ? name.substring(1) : name;
            Pattern wanted = Pattern.compile("/src/test/java/" + (path.contains("/") ? "" : "(.+/)?")
                    + path.replace("**/", "(.+/)?").replace("*", "[^/]*") + "\\.java$");
            assertThat(sources).anyMatch(source -> wanted.matcher(source).find());
        });
    }

    @Test
    void anUnknownVerbShowsHelpAndFails() throws Exception {
        Ending unknown = coterie("upp");

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.printed()).contains("Usage: ./coterie VERB");
    }

    @Test
    void devWithoutAStackSaysHowToStartOne() throws Exception {
        Ending dev = coterie(
                "dev", "journey-service", "--data", directory.resolve("absent").toString());

        assertThat(dev.status()).isEqualTo(1);
        assertThat(dev.printed()).contains("./coterie up --without journey-service");
    }

    @Test
    void devNamesTheServicesThereAre() throws Exception {
        Ending dev = coterie("dev", "journeys");

        assertThat(dev.status()).isEqualTo(1);
        assertThat(dev.printed())
                .contains("profile-service, buying-group-service, journey-service or activation-service");
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
    void withoutAJdkItSaysWhatToInstallAndHow() throws Exception {
        Ending check = find(Map.of("JAVA_HOME", directory.toString()), "done < /dev/null");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.printed())
                .contains("Coterie needs a JDK 25 or later, and there is none in JAVA_HOME or where JDKs usually are.")
                .contains("Eclipse Temurin 25", "https://adoptium.net", "brew install --cask temurin@25")
                .contains("or point JAVA_HOME at one you have.");
    }

    @Test
    void aJavaHomeThatIsNewEnoughIsTaken() throws Exception {
        Path mine = jdk("mine", "26.0.1");

        assertThat(find(Map.of("JAVA_HOME", mine.toString())).printed()).isEqualTo("Maven with " + mine + "\n");
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOverForTheJdkOnThePath() throws Exception {
        Path old = jdk("old", "21.0.2");
        Path onPath = jdk("on-path", "25.0.1");
        Path links = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(links.resolve("java"), Path.of("alternatives-java"));
        Files.createSymbolicLink(links.resolve("alternatives-java"), onPath.resolve("bin/java"));

        Ending found = find(Map.of("JAVA_HOME", old.toString(), "PATH", links + ":/usr/bin:/bin"));

        assertThat(found.printed()).isEqualTo("Maven with " + onPath.toRealPath() + "\n");
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Path runtime = jdk("runtime", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));
        Path complete = jdk(".sdkman/candidates/java/25-tem", "25.0.1");

        Ending found = find(
                Map.of("JAVA_HOME", runtime.toString(), "PATH", "/bin:/usr/bin"), "done < <(echo " + complete + ")");

        assertThat(found.printed()).isEqualTo("Maven with " + complete + "\n");
    }

    /** As on macOS, where {@code /usr/bin/java} and {@code javac} are there without any JDK. */
    @Test
    void aJavaThatFailsIsPassedOverForTheNextPlace() throws Exception {
        Path stub = stub("stub", "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n");
        Path fitting = jdk("fitting", "25.0.1");

        Ending found = find(Map.of("JAVA_HOME", ""), "done < <(printf '%s\\n' " + stub + " " + fitting + ")");

        assertThat(found.printed()).isEqualTo("Maven with " + fitting + "\n");
    }

    @Test
    void withNothingButAJavaThatFailsItSaysWhatToInstall() throws Exception {
        Path stub = stub("stub", "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n");

        Ending check = find(Map.of("JAVA_HOME", ""), "done < <(echo " + stub + ")");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.printed()).startsWith("Coterie needs a JDK 25 or later");
    }

    @Test
    void aJavaThatFailsOnThePathHidesNoOtherPlace() throws Exception {
        Path stub = stub("stub", "#!/bin/sh\nexit 1\n");
        Path usual = jdk(".jdks/temurin-25", "25.0.1");

        Ending found = find(Map.of("JAVA_HOME", "", "PATH", stub + "/bin:/usr/bin:/bin"));

        assertThat(found.printed()).isEqualTo("Maven with " + usual + "\n");
    }

    @Test
    void aJavaOnThePathThatOnlyLeadsToAJdkIsFollowed() throws Exception {
        Path real = jdk("real", "25.0.1");
        Path stub = stub("stub", "#!/bin/sh\necho '    java.home = " + real + "' >&2\n");

        Ending found = find(Map.of("JAVA_HOME", "", "PATH", stub + "/bin:/usr/bin:/bin"));

        assertThat(found.printed()).isEqualTo("Maven with " + real + "\n");
    }

    @Test
    void ofSeveralTheOldestThatIsNewEnoughIsTaken() throws Exception {
        Path newer = jdk("newer", "27");
        Path fitting = jdk("fitting", "25.0.1");
        Path older = jdk("older", "17.0.9");

        Ending found =
                find(Map.of("JAVA_HOME", ""), "done < <(printf '%s\\n' " + newer + " " + fitting + " " + older + ")");

        assertThat(found.printed()).isEqualTo("Maven with " + fitting + "\n");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            executable(bin.resolve(program), "#!/bin/sh\nexit 1\n");
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Programs called java and javac that are no JDK's own. */
    private Path stub(String name, String java) throws IOException {
        Path home = jdk(name, "25.0.1");
        Files.delete(home.resolve("release"));
        executable(home.resolve("bin/java"), java);
        return home;
    }

    /** The script in a place of its own, where Maven only tells which JDK it was given. */
    private Ending find(Map<String, String> environment) throws Exception {
        return find(environment, "done < <(usual_places)");
    }

    /** The same with other places to look for JDKs in: the machine that runs this has some in the usual ones. */
    private Ending find(Map<String, String> environment, String places) throws Exception {
        String script = Files.readString(Repository.root().resolve("coterie"));
        assertThat(script).contains("done < <(usual_places)");
        Path copy = Files.writeString(directory.resolve("coterie"), script.replace("done < <(usual_places)", places));
        executable(directory.resolve("mvnw"), "#!/bin/sh\necho \"Maven with $JAVA_HOME\"\n");
        ProcessBuilder builder = new ProcessBuilder("bash", copy.toString(), "format").redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("SDKMAN_DIR");
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        return run(builder);
    }

    /** What Maven is told to run, by a script in a place of its own. */
    private List<String> testsOfACheck() throws Exception {
        Path copy = Files.copy(Repository.root().resolve("coterie"), directory.resolve("coterie"));
        executable(directory.resolve("mvnw"), "#!/bin/sh\necho \"$*\"\n");
        ProcessBuilder builder = new ProcessBuilder("bash", copy.toString(), "check").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk("any", "25.0.1").toString());

        String printed = run(builder).printed();

        assertThat(printed).startsWith("-B verify ").contains(" -Dtest=");
        String tests = printed.substring(printed.indexOf("-Dtest=") + "-Dtest=".length());
        return List.of(tests.substring(0, tests.indexOf(' ')).split(",", -1));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
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

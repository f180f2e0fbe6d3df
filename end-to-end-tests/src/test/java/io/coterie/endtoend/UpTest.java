package io.coterie.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.localstack.Main;
import io.coterie.localstack.stack.Part;
import io.coterie.platform.testing.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What {@code ./coterie up} shows is true, and a signal ends all of it, Keycloak behind its shell script included. */
@Order(7)
class UpTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE_WITH_AN_ANSWER = Duration.ofSeconds(30);
    private static final Path DIRECTORY = Path.of("target", "suites", "up");
    private static final Path SCREEN = DIRECTORY.resolve("screen");
    private static final Pattern TOKEN_COMMAND = Pattern.compile("(?ms)^ *TOKEN=\\$\\(.*?^ *curl [^\\n]*$");
    private static final Pattern API_PAGE = Pattern.compile("API page (http://\\S+)");

    private static Process up;

    @BeforeAll
    static void everythingRuns() throws IOException {
        Suites.stop();
        Files.createDirectories(DIRECTORY);
        up = new ProcessBuilder(ChildJvm.ofClass(
                                Main.class,
                                "up",
                                "--port-base",
                                Integer.toString(Suites.freePortBase()),
                                "--data",
                                DIRECTORY.resolve("data").toString())
                        .commandLine())
                .redirectErrorStream(true)
                .redirectOutput(SCREEN.toFile())
                .start();
        await().atMost(PATIENCE).until(() -> !up.isAlive() || printed().contains("Ctrl-C stops everything"));
    }

    @AfterAll
    static void nothingStays() {
        // Whatever is left of it ends when the pipe to this one closes.
        up.destroyForcibly();
    }

    @Test
    @Order(1)
    void theTokenCommandOpensTheServices() throws IOException {
        Matcher commands = TOKEN_COMMAND.matcher(printed());
        assertThat(commands.find()).as(printed()).isTrue();

        try (Shell shell = Shell.open("TOKEN", "none")) {
            assertThat(shell.run(commands.group(), PATIENCE_WITH_AN_ANSWER)).contains("\"items\":[");
        }
    }

    @Test
    @Order(2)
    void everyServiceShowsItsApiPage() throws Exception {
        List<URI> pages = API_PAGE.matcher(printed())
                .results()
                .map(found -> URI.create(found.group(1)))
                .toList();

        assertThat(pages).hasSize(Part.SERVICES.size());
        try (HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (URI page : pages) {
                HttpResponse<String> answer = browser.send(
                        HttpRequest.newBuilder(page)
                                .timeout(PATIENCE_WITH_AN_ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
                assertThat(answer.body()).as(page.toString()).contains("swagger-ui");
            }
        }
    }

    @Test
    @Order(3)
    void aSignalLeavesNoProcessOfAnyPart() throws Exception {
        List<ProcessHandle> family = up.descendants().toList();
        // At least its supervisor and itself of each part.
        assertThat(family).as(printed()).hasSizeGreaterThanOrEqualTo(2 * Part.values().length);

        // As Ctrl-C, which whoever runs this may have told its children to ignore.
        up.destroy();

        assertThat(up.waitFor(60, SECONDS)).isTrue();
        // One that has ended is there until its parent, or init, has asked how.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        assertThat(printed()).contains("no process is left");
    }

    private static String printed() throws IOException {
        return Files.readString(SCREEN);
    }
}

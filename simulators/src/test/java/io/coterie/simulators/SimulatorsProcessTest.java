package io.coterie.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the local stack starts it. */
class SimulatorsProcessTest {

    private static final Pattern READY =
            Pattern.compile("Simulators ready: LinkedIn (\\S+), mailbox (\\S+), SMTP (\\S+)");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKilledSimulatorRemembersWhatItAnswered() throws IOException, InterruptedException {
        Process first = start("first");
        URI linkedIn = linkedIn("first");
        assertThat(post(
                        linkedIn.resolve("/simulator/leads"),
                        "{\"sponsoredAccount\":1,\"answers\":{\"FIRST_NAME\":\"A\"}}"))
                .isEqualTo(201);
        String before = get(linkedIn.resolve("/simulator/leads"));
        assertThat(first.destroyForcibly().waitFor()).isNotZero();
        start("second");
        assertThat(get(linkedIn("second").resolve("/simulator/leads"))).isEqualTo(before);
    }

    @Test
    void itEndsWithItsParent() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sleep", "600").start();
        processes.add(parent);
        Process simulators = start("child", "--parent-pid", Long.toString(parent.pid()));
        assertThat(linkedIn("child")).isNotNull();
        parent.destroyForcibly();
        assertThat(simulators.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTakenPortIsNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process refused = start("refused", "--smtp-port", Integer.toString(taken.getLocalPort()));
            assertThat(refused.waitFor()).isEqualTo(1);
            assertThat(output("refused")).contains("cannot start", Integer.toString(taken.getLocalPort()));
        }
    }

    @CanIgnoreReturnValue
    private Process start(String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.coterie.simulators.Simulators",
                "--linkedin-port",
                "0",
                "--mailbox-http-port",
                "0",
                "--smtp-port",
                "0",
                "--data",
                directory.resolve("data").toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private URI linkedIn(String name) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> READY.matcher(output(name)).find());
        Matcher ready = READY.matcher(output(name));
        assertThat(ready.find()).isTrue();
        return URI.create(ready.group(1));
    }

    private String output(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int post(URI uri, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}

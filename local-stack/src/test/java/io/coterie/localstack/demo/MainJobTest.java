package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job checks all it promises to check, or says that it cannot. */
class MainJobTest {

    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    Path directory;

    private final List<Phase> begun = new ArrayList<>();

    @Test
    void anInputTooSmallForEveryCheckEndsTheJobBeforeItsFirstPhase() {
        MainJob job = job(10);

        assertThatThrownBy(job::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use more --accounts");
        assertThat(begun).isEmpty();
    }

    @Test
    void withFewerThanTwoMailsTheJobFailsInsteadOfTryingNoLink() {
        Outcome oneMail = new Outcome(List.of(), 0, List.of("acme@demo.CRM"), List.of("p1@acme.example"), 1);

        assertThatThrownBy(() -> ChannelCheck.requireRecipients(oneMail))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected at least 2 mails to members, but the input implies 1; use more --accounts");
    }

    private MainJob job(int accounts) {
        DemoEnvironment environment = new DemoEnvironment(
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                "client",
                "secret",
                "acme",
                NOBODY,
                NOBODY,
                "127.0.0.1:1",
                "name",
                "record",
                directory);
        return new MainJob(
                environment,
                accounts,
                "demo",
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                false,
                new JobWatcher() {
                    @Override
                    public void phaseBegins(Phase phase) {
                        begun.add(phase);
                    }

                    @Override
                    public void bulkLine(String path, int number) {}

                    @Override
                    public void answered(String method, String path) {}
                });
    }
}

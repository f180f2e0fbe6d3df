package io.coterie.simulators.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpFaultsTest {

    private static final String MAIL = "Subject: s\r\n\r\nHello";

    private Mailbox mailbox;
    private MailboxClient client;

    @BeforeEach
    void start() {
        mailbox = Mailbox.start(MailboxSettings.local());
        client = new MailboxClient(mailbox.httpUrl());
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void recipientsOfAPatternAreRefused() throws IOException {
        fault("{\"kind\":\"refuse-recipient\",\"pattern\":\"*@gone.example\",\"code\":552,\"message\":\"5.2.2 Full\"}");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.command("MAIL FROM:<a@x.example>")).startsWith("250");
            assertThat(smtp.command("RCPT TO:<b@here.example>")).startsWith("250");
            assertThat(smtp.command("RCPT TO:<B@GONE.example>")).isEqualTo("552 5.2.2 Full");
            assertThat(smtp.command("RCPT TO:<c@gone.example>")).startsWith("250");
        }
    }

    @Test
    void aMessageIsPutOffAndTakenLater() throws IOException {
        fault("{\"kind\":\"refuse-message\",\"times\":2}");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(send(smtp)).startsWith("451");
            assertThat(send(smtp)).startsWith("451");
            assertThat(client.count("")).isZero();
            assertThat(send(smtp)).startsWith("250");
        }
        assertThat(client.count("")).isEqualTo(1);
    }

    @Test
    void aConnectionIsCutAfterTheMessageIsStored() throws IOException {
        fault("{\"kind\":\"drop-after-store\"}");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@x.example", "b@y.example", MAIL)).isEmpty();
        }
        assertThat(client.count("")).isEqualTo(1);
    }

    @Test
    void aConnectionIsCutBeforeTheMessageIsStored() throws IOException {
        fault("{\"kind\":\"drop-before-store\",\"pattern\":\"b@*\"}");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@x.example", "b@y.example", MAIL)).isEmpty();
        }
        assertThat(client.count("")).isZero();
    }

    @Test
    void anAnswerIsHeldUntilTheFaultsAreCleared() throws IOException, ExecutionException, InterruptedException {
        fault("{\"kind\":\"hold\"}");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort());
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            smtp.handOver("a@x.example", "b@y.example", MAIL);
            Future<Optional<String>> answer = threads.submit(smtp::answer);
            await().untilAsserted(() -> assertThat(client.count("")).isEqualTo(1));
            assertThat(answer.isDone()).isFalse();
            assertThat(client.send("DELETE", "/faults", "").status()).isEqualTo(204);
            assertThat(answer.get())
                    .hasValueSatisfying(reply -> assertThat(reply).startsWith("250"));
        }
    }

    @Test
    void aSlowAnswerComesInTheEnd() throws IOException {
        fault("{\"kind\":\"slow\",\"milliseconds\":300}");
        long start = System.nanoTime();
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(send(smtp)).startsWith("250");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(client.get("/faults").path("faults")).isEmpty();
    }

    @Test
    void aMessageThatEndsBeforeItsFinalDotIsNotKept() throws IOException {
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            smtp.cutOff("a@x.example", "b@y.example", MAIL);
        }
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(send(smtp)).isEqualTo("250 2.0.0 Ok: stored as 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"refuse-message\",\"code\":250}",
                "{",
                "{\"kind\":\"hold\",\"x\":1}"
            })
    void anImpossibleFaultIsRefused(String body) {
        assertThat(client.send("POST", "/faults", body).status()).isBetween(400, 422);
    }

    private static String send(SmtpClient smtp) throws IOException {
        return smtp.send("a@x.example", "b@y.example", MAIL).orElse("nothing");
    }

    private void fault(String body) {
        assertThat(client.send("POST", "/faults", body).status()).isEqualTo(201);
    }
}

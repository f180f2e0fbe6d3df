package io.coterie.simulators.mailbox;

import static io.coterie.simulators.mailbox.MailboxClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

    @TempDir
    Path directory;

    private Mailbox mailbox;
    private MailboxClient client;

    @BeforeEach
    void start() {
        mailbox = Mailbox.start(MailboxSettings.local().withData(directory));
        client = new MailboxClient(mailbox.httpUrl());
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void aMessageIsKeptByteForByteWithItsEnvelope() throws IOException {
        String message =
                mail("a@x.example", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "X-Tag: one\r\nX-tag: two\r\nX-Long: a\r\n b\r\n");
        send("bounce+1@sender.example", "ada@acme.example", message);
        JsonNode found =
                client.get("/messages?to=ADA@acme.example").path("messages").path(0);
        assertThat(found.path("from").asText()).isEqualTo("bounce+1@sender.example");
        assertThat(found.path("to").path(0).asText()).isEqualTo("ada@acme.example");
        assertThat(found.path("subject").asText()).isEqualTo("Grüße");
        assertThat(found.path("headers").path("X-Tag")).hasSize(2);
        assertThat(found.path("headers").path("X-Long").path(0).asText()).isEqualTo("a b");
        assertThat(found.path("received").asText()).endsWith("Z");
        assertThat(client.send("GET", "/messages/" + found.path("id").asInt(), "")
                        .body())
                .isEqualTo(message + "\r\n");
    }

    @Test
    void aLineThatStartsWithADotArrivesAsItWas() throws IOException {
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@x.example", "b@y.example", "Subject: dots\r\n\r\n..leading\r\nend"))
                    .hasValueSatisfying(reply -> assertThat(reply).startsWith("250"));
        }
        assertThat(client.send("GET", "/messages/1", "").body()).isEqualTo("Subject: dots\r\n\r\n.leading\r\nend\r\n");
    }

    @Test
    void messagesAreCountedByHeaderAndRecipient() throws IOException {
        send("a@x.example", "one@y.example", mail("one@y.example", "s", "X-Action: 1\r\nX-Node: mail\r\n"));
        send("a@x.example", "two@y.example", mail("two@y.example", "s", "X-Action: 2\r\nX-Node: mail\r\n"));
        send("a@x.example", "two@y.example", mail("two@y.example", "s", "X-Action: 2\r\nX-Node: alert\r\n"));
        assertThat(client.count("")).isEqualTo(3);
        assertThat(client.count("?" + header("x-node", "mail"))).isEqualTo(2);
        assertThat(client.count("?to=two@y.example&" + header("X-Node", "mail")))
                .isEqualTo(1);
        assertThat(client.count("?" + header("X-Node", "nothing"))).isZero();
        assertThat(client.count("?to=three@y.example")).isZero();
        JsonNode values = client.get("/messages/values?header=X-Action");
        assertThat(values.path("distinct").asInt()).isEqualTo(2);
        assertThat(values.path("repeated").path("2").asInt()).isEqualTo(2);
        assertThat(values.path("repeated").has("1")).isFalse();
    }

    @Test
    void listsPageById() throws IOException {
        for (int number = 0; number < 5; number++) {
            send("a@x.example", "b@y.example", mail("b@y.example", "mail " + number, ""));
        }
        assertThat(ids("/messages?limit=2")).containsExactly(1, 2);
        assertThat(ids("/messages?limit=2&after=2")).containsExactly(3, 4);
        assertThat(ids("/messages?limit=2&after=4")).containsExactly(5);
        assertThat(client.get("/messages?limit=2").path("total").asInt()).isEqualTo(5);
    }

    @Test
    void aRestartFindsEverythingThatWasAnswered() throws IOException {
        send("a@x.example", "b@y.example", mail("b@y.example", "kept", "X-Node: mail\r\n"));
        JsonNode before = client.get("/messages");
        Files.writeString(directory.resolve("mailbox/incoming/half.part"), "Return-Path: <a");
        mailbox.close();
        start();
        assertThat(client.get("/messages")).isEqualTo(before);
        assertThat(client.count("?" + header("X-Node", "mail"))).isEqualTo(1);
        send("a@x.example", "b@y.example", mail("b@y.example", "new", ""));
        assertThat(ids("/messages")).containsExactly(1, 2);
        try (Stream<Path> unfinished = Files.list(directory.resolve("mailbox/incoming"))) {
            assertThat(unfinished).isEmpty();
        }
    }

    @Test
    void manyConnectionsLoseNothing() throws ExecutionException, InterruptedException {
        List<Future<Integer>> senders = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int sender = 0; sender < 8; sender++) {
                senders.add(threads.submit(sendMany(sender)));
            }
        }
        int accepted = 0;
        for (Future<Integer> sender : senders) {
            accepted += sender.get();
        }
        assertThat(accepted).isEqualTo(200);
        assertThat(client.count("")).isEqualTo(200);
        assertThat(client.get("/messages/values?header=X-Action")
                        .path("distinct")
                        .asInt())
                .isEqualTo(200);
    }

    private Callable<Integer> sendMany(int sender) {
        return () -> {
            int accepted = 0;
            try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
                for (int number = 0; number < 25; number++) {
                    String action = "X-Action: " + sender + "-" + number + "\r\n";
                    if (smtp.send("a@x.example", "b@y.example", mail("b@y.example", "s", action))
                            .filter(reply -> reply.startsWith("250"))
                            .isPresent()) {
                        accepted++;
                    }
                }
            }
            return accepted;
        };
    }

    @Test
    void aClearedMailboxIsEmptyAndDoesNotReuseIds() throws IOException {
        send("a@x.example", "b@y.example", mail("b@y.example", "s", ""));
        assertThat(client.send("DELETE", "/messages", "").status()).isEqualTo(204);
        assertThat(client.count("")).isZero();
        assertThat(client.send("GET", "/messages/1", "").status()).isEqualTo(404);
        send("a@x.example", "b@y.example", mail("b@y.example", "s", ""));
        assertThat(ids("/messages")).containsExactly(2);
    }

    @Test
    void wrongQuestionsAreRefused() {
        assertThat(client.send("GET", "/messages?limit=0", "").status()).isEqualTo(400);
        assertThat(client.send("GET", "/messages?after=x", "").status()).isEqualTo(400);
        assertThat(client.send("GET", "/messages?header=novalue", "").status()).isEqualTo(400);
        assertThat(client.send("GET", "/messages/count?header=Date:x", "").status())
                .isEqualTo(400);
        assertThat(client.send("GET", "/messages/values", "").status()).isEqualTo(400);
        assertThat(client.send("GET", "/messages/abc", "").status()).isEqualTo(404);
        assertThat(client.send("GET", "/nothing", "").status()).isEqualTo(404);
    }

    private void send(String from, String to, String message) throws IOException {
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send(from, to, message))
                    .hasValueSatisfying(reply -> assertThat(reply).startsWith("250"));
        }
    }

    private List<Integer> ids(String path) {
        List<Integer> ids = new ArrayList<>();
        client.get(path)
                .path("messages")
                .forEach(message -> ids.add(message.path("id").asInt()));
        return ids;
    }

    private static String mail(String to, String subject, String moreHeaders) {
        return "From: Acme <a@x.example>\r\nTo: " + to + "\r\nSubject: " + subject + "\r\n" + moreHeaders + "\r\nHello";
    }
}

package io.coterie.simulators.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.DKIMSignOptions;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The signer is the mail client of Vert.x, which knows nothing of the verifier. */
class DkimTest {

    private static final String RECORD_NAME = "mail._domainkey.acme.example";
    private static final List<String> SIGNED =
            List.of("From", "To", "Subject", "Message-ID", "Date", "List-Unsubscribe", "List-Unsubscribe-Post");

    private static Vertx vertx;
    private static KeyPair keys;

    private Mailbox mailbox;
    private MailboxClient client;

    @BeforeAll
    static void makeKeys() throws NoSuchAlgorithmException {
        vertx = Vertx.vertx();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterAll
    static void stopSender() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        mailbox = Mailbox.start(MailboxSettings.local().withDkimRecord(RECORD_NAME, record(keys)));
        client = new MailboxClient(mailbox.httpUrl());
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void aSignedMessageWithOneClickUnsubscribeVerifies() {
        send(SIGNED, oneClick());
        JsonNode verdict = client.get("/messages/1/dkim");
        assertThat(verdict.path("verified").asBoolean()).isTrue();
        assertThat(verdict.path("oneClickUnsubscribe").asBoolean()).isTrue();
        assertThat(verdict.path("signedHeaders").toString())
                .contains("\"list-unsubscribe\"", "\"list-unsubscribe-post\"", "\"from\"");
        JsonNode summary = client.get("/dkim-summary");
        assertThat(summary.path("messages").asInt()).isEqualTo(1);
        assertThat(summary.path("verified").asInt()).isEqualTo(1);
        assertThat(summary.path("failed")).isEmpty();
        assertThat(summary.path("missingUnsubscribeHeaders")).isEmpty();
    }

    @Test
    void unsubscribeHeadersMustBeCoveredAndUnrepeated() {
        send(SIGNED.subList(0, 6), oneClick());
        send(SIGNED, MultiMap.caseInsensitiveMultiMap());
        MultiMap twice = oneClick().add("List-Unsubscribe", "<https://track.example/u/other>");
        send(SIGNED, twice);
        JsonNode summary = client.get("/dkim-summary");
        assertThat(summary.path("verified").asInt()).isEqualTo(3);
        assertThat(summary.path("missingUnsubscribeHeaders").toString()).isEqualTo("[1,2,3]");
    }

    @Test
    void aChangedMessageDoesNotVerify() throws IOException {
        send(SIGNED, oneClick());
        String changed = client.send("GET", "/messages/1", "").body().replace("Hello", "Bye, ");
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@acme.example", "b@y.example", changed.stripTrailing()))
                    .isPresent();
        }
        assertThat(client.get("/messages/2/dkim").path("verified").asBoolean()).isFalse();
        assertThat(client.get("/messages/2/dkim").path("problem").asText()).isNotEmpty();
        assertThat(client.get("/dkim-summary").path("failed").toString()).isEqualTo("[2]");
    }

    @Test
    void anUnsignedMessageAndAnUnknownKeyFail() throws IOException {
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@acme.example", "b@y.example", "Subject: s\r\n\r\nHello"))
                    .isPresent();
        }
        assertThat(client.get("/messages/1/dkim").path("problem").asText()).isEqualTo("The message is not signed");
        assertThat(client.send("GET", "/messages/9/dkim", "").status()).isEqualTo(404);
    }

    @Test
    void aRecordThatChangesChangesTheVerdict() throws NoSuchAlgorithmException {
        send(SIGNED, oneClick());
        assertThat(client.get("/dkim-summary").path("verified").asInt()).isEqualTo(1);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        put(record(generator.generateKeyPair()));
        assertThat(client.get("/dkim-summary").path("verified").asInt()).isZero();
        put(record(keys));
        assertThat(client.get("/dkim-summary").path("verified").asInt()).isEqualTo(1);
        assertThat(client.get("/dkim-records").path(RECORD_NAME).asText()).isEqualTo(record(keys));
    }

    @Test
    void theSummaryCanBeNarrowedToSomeMessages() throws IOException {
        send(SIGNED, oneClick().add("X-Kind", "marketing"));
        try (SmtpClient smtp = new SmtpClient(mailbox.smtpPort())) {
            assertThat(smtp.send("a@acme.example", "b@y.example", "X-Kind: alert\r\n\r\nHello"))
                    .isPresent();
        }
        JsonNode summary = client.get("/dkim-summary?" + MailboxClient.header("X-Kind", "marketing"));
        assertThat(summary.path("messages").asInt()).isEqualTo(1);
        assertThat(summary.path("failed")).isEmpty();
    }

    private void put(String record) {
        assertThat(client.send("PUT", "/dkim-records/" + RECORD_NAME, record).status())
                .isEqualTo(204);
    }

    private void send(List<String> signedHeaders, MultiMap headers) {
        DKIMSignOptions signing = new DKIMSignOptions()
                .setSdid("acme.example")
                .setSelector("mail")
                .setPrivateKey(
                        Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()))
                .setSignedHeaders(signedHeaders);
        MailClient sender = MailClient.create(
                vertx,
                new MailConfig()
                        .setHostname("127.0.0.1")
                        .setPort(mailbox.smtpPort())
                        .setEnableDKIM(true)
                        .setDKIMSignOption(signing));
        MailMessage message = new MailMessage()
                .setFrom("a@acme.example")
                .setTo("b@y.example")
                .setSubject("Hello")
                .setText("Hello")
                .setHeaders(headers);
        sender.sendMail(message)
                .compose(_ -> sender.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static MultiMap oneClick() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("List-Unsubscribe", "<https://track.example/u/token>")
                .add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static String record(KeyPair pair) {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }
}

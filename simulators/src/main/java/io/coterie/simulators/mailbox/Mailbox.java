package io.coterie.simulators.mailbox;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on this machine that accepts everything for everybody and keeps it. */
public final class Mailbox implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final SMTPServer smtp;
    private final SmtpFaults faults;
    private final Optional<Path> temporary;
    private int httpPort;

    private Mailbox(Vertx vertx, SMTPServer smtp, SmtpFaults faults, Optional<Path> temporary) {
        this.vertx = vertx;
        this.smtp = smtp;
        this.faults = faults;
        this.temporary = temporary;
    }

    /** Returns when the mailbox takes mail and calls. */
    public static Mailbox start(MailboxSettings settings) {
        try {
            Optional<Path> temporary = settings.data().isPresent()
                    ? Optional.empty()
                    : Optional.of(Files.createTempDirectory("coterie-mailbox"));
            Path directory = settings.data().or(() -> temporary).orElseThrow().resolve("mailbox");
            MessageStore store = MessageStore.open(directory, settings.clock());
            SmtpFaults faults = new SmtpFaults(settings.clock());
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
            Mailbox mailbox = new Mailbox(vertx, smtp(settings, store, faults), faults, temporary);
            mailbox.listen(settings, store);
            return mailbox;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the mailbox", e);
        }
    }

    private static SMTPServer smtp(MailboxSettings settings, MessageStore store, SmtpFaults faults) throws IOException {
        return SMTPServer.port(settings.smtpPort())
                .bindAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
                .hostName("mailbox.localhost")
                .softwareName("Coterie mailbox")
                .insertReceivedHeaders(false)
                .connectionTimeout(5, TimeUnit.MINUTES)
                .maxMessageSize(LARGEST_MESSAGE)
                .messageHandlerFactory(context -> new SmtpConversation(context, store, faults))
                .build();
    }

    private void listen(MailboxSettings settings, MessageStore store) {
        startSmtp(settings.smtpPort());
        DkimCheck dkim = new DkimCheck(store, settings.dkimRecords());
        try {
            HttpServer http = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(settings.httpPort()))
                    .requestHandler(new MailboxApi(vertx, store, faults, dkim).router())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            httpPort = http.actualPort();
        } catch (CompletionException e) {
            close();
            throw new IllegalStateException("The mailbox cannot listen for HTTP on port " + settings.httpPort(), e);
        }
    }

    private void startSmtp(int port) {
        try {
            smtp.start();
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException("The mailbox cannot listen for SMTP on port " + port, e);
        }
    }

    public int smtpPort() {
        return smtp.getPortAllocated();
    }

    public int httpPort() {
        return httpPort;
    }

    public URI httpUrl() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    @Override
    public void close() {
        faults.clear();
        smtp.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        temporary.ifPresent(Mailbox::delete);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}

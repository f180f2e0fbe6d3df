package io.coterie.activation.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool of kept-alive SMTP connections, each mail signed with DKIM. {@code h=} names the unsubscribe headers
 * once each (RFC 8058 wants them signed), in mails that have none too: then nobody can add them on the way.
 */
@Singleton
class SmtpTransport {

    static final List<String> SIGNED_HEADERS = List.of(
            "From",
            "Reply-To",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "X-Coterie-Kind",
            "X-Coterie-Action");

    /** What the client says, before it sends anything, when the server announced a smaller limit (RFC 1870). */
    private static final String TOO_LARGE = "message exceeds allowed size limit";

    private static final int TOO_LARGE_CODE = 552;

    private final MailClient client;
    private final MailComposer composer;
    private final int connections;

    @Inject
    SmtpTransport(Vertx vertx, MailConfig config) {
        this.connections = config.connections();
        this.composer = new MailComposer(config.ownHost());
        this.client = MailClient.create(vertx, options(config));
    }

    int connections() {
        return connections;
    }

    /** Gives one message to the mail server; never fails, every ending is a result. */
    Uni<HandOverResult> handOver(Message message, OutgoingMail mail, Instant now) {
        WatchedMessage watched = new WatchedMessage();
        return Uni.createFrom()
                .completionStage(() -> {
                    composer.compose(watched, message, mail, now);
                    return client.sendMail(watched).toCompletionStage();
                })
                .map(_ -> (HandOverResult) new HandOverResult.Accepted())
                .onFailure()
                .recoverWithItem(failure -> result(failure, watched.connectionWasReady));
    }

    static HandOverResult result(Throwable failure, boolean connectionWasReady) {
        String reason = String.valueOf(failure.getMessage());
        if (!connectionWasReady) {
            return new HandOverResult.NotReached(reason);
        }
        if (failure instanceof SMTPException refusal) {
            String reply = refusal.getReplyMessages().isEmpty()
                    ? reason
                    : refusal.getReplyMessages().getFirst();
            return refusal.isPermanent()
                    ? new HandOverResult.Refused(refusal.getReplyCode(), reply)
                    : new HandOverResult.Deferred(refusal.getReplyCode(), reply);
        }
        return reason.equals(TOO_LARGE)
                ? new HandOverResult.Refused(TOO_LARGE_CODE, reason)
                : new HandOverResult.Unknown(reason);
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private static io.vertx.ext.mail.MailConfig options(MailConfig config) {
        io.vertx.ext.mail.MailConfig options = new io.vertx.ext.mail.MailConfig();
        options.setHostname(config.host())
                .setPort(config.port())
                .setOwnHostname(config.ownHost())
                .setStarttls(StartTLSOptions.valueOf(config.startTls().toUpperCase(Locale.ROOT)))
                .setLogin(config.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setMaxPoolSize(config.connections())
                .setKeepAlive(true)
                // All recipients or none: a message half accepted could neither be called sent nor repeated.
                .setAllowRcptErrors(false);
        options.setIdleTimeout((int) config.silence().toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        config.username().ifPresent(options::setUsername);
        config.password().ifPresent(options::setPassword);
        config.dkim().ifPresent(dkim -> options.setEnableDKIM(true).setDKIMSignOption(signing(dkim)));
        return options;
    }

    static DKIMSignOptions signing(MailConfig.Dkim dkim) {
        return new DKIMSignOptions()
                .setSignAlgo(DKIMSignAlgorithm.RSA_SHA256)
                .setHeaderCanonAlgo(CanonicalizationAlgorithm.RELAXED)
                .setBodyCanonAlgo(CanonicalizationAlgorithm.RELAXED)
                .setSdid(dkim.domain())
                .setSelector(dkim.selector())
                .setPrivateKey(dkim.privateKey().replaceAll("-----[A-Z ]+-----|\\s", ""))
                .setSignedHeaders(SIGNED_HEADERS);
    }

    /**
     * Tells how far the client got. It asks for the headers only when it has a connection that is greeted and ready, so
     * a failure before that cannot have delivered anything; after it, only the server's reply says what happened.
     */
    private static final class WatchedMessage extends MailMessage {

        private volatile boolean connectionWasReady;
        private boolean composed;

        @Override
        public MailMessage setHeaders(MultiMap headers) {
            composed = true;
            return super.setHeaders(headers);
        }

        @Override
        public MultiMap getHeaders() {
            connectionWasReady |= composed;
            return super.getHeaders();
        }
    }
}

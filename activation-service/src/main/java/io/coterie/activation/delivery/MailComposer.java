package io.coterie.activation.delivery;

import io.coterie.activation.address.EmailAddress;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Turns a mail into what goes over the wire, headers and all. */
final class MailComposer {

    private final String ownHost;

    MailComposer(String ownHost) {
        this.ownHost = ownHost;
    }

    /** The message is filled in place, because its caller watches how far the mail client gets with it. */
    void compose(MailMessage target, Message message, OutgoingMail mail, Instant now) {
        List<String> recipients = mail.recipients().stream()
                .map(ConsentDecision.Granted::recipient)
                .map(EmailAddress::value)
                .toList();
        target.setFrom(mail.fromAddress());
        target.setTo(recipients);
        target.setSubject(mail.subject());
        // Bare line feeds only: the client writes CRLF itself and would encode a carriage return as data.
        mail.html().map(MailComposer::lines).ifPresent(target::setHtml);
        mail.text().map(MailComposer::lines).ifPresent(target::setText);
        target.setHeaders(headers(message, mail, recipients, now));
    }

    private MultiMap headers(Message message, OutgoingMail mail, List<String> recipients, Instant now) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set("From", HeaderText.mailbox(mail.fromName(), mail.fromAddress()));
        headers.set("To", recipients.stream().collect(Collectors.joining(",\r\n ")));
        mail.replyTo().ifPresent(replyTo -> headers.set("Reply-To", replyTo));
        headers.set("Subject", HeaderText.unstructured(mail.subject()));
        headers.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        // The same for every attempt, so that a receiver can see that two copies are one message.
        headers.set("Message-ID", "<" + message.messageId() + "@" + ownHost + ">");
        mail.unsubscribeUrl().ifPresent(url -> {
            headers.set("List-Unsubscribe", "<" + url + ">");
            headers.set("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        });
        headers.set("X-Coterie-Kind", message.kind());
        headers.set("X-Coterie-Action", message.messageId().toString());
        headers.set("X-Coterie-Journey", message.journeyId().toString());
        headers.set("X-Coterie-Run", message.runId().toString());
        headers.set("X-Coterie-Node", HeaderText.unstructured(message.nodeId()));
        return headers;
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}

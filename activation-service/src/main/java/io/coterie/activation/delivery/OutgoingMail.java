package io.coterie.activation.delivery;

import java.util.List;
import java.util.Optional;

/**
 * A mail that is ready to go. It cannot be made without a consent decision for every recipient.
 *
 * @param html and {@code text}: at least one is present
 * @param unsubscribeUrl for marketing mail (RFC 8058)
 */
public record OutgoingMail(
        List<ConsentDecision.Granted> recipients,
        String fromName,
        String fromAddress,
        Optional<String> replyTo,
        String subject,
        Optional<String> html,
        Optional<String> text,
        Optional<String> unsubscribeUrl) {

    public OutgoingMail {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("Expected a recipient");
        }
        if (html.isEmpty() && text.isEmpty()) {
            throw new IllegalArgumentException("Expected a body");
        }
    }
}

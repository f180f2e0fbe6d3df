package io.coterie.activation.email;

import org.jspecify.annotations.Nullable;

/** An e-mail as its author sends it. */
record EmailRequest(
        @Nullable String name,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        @Nullable String fromName,
        @Nullable String fromAddress,
        @Nullable String replyTo,
        @Nullable Boolean operational) {

    EmailRequest withName(String other) {
        return new EmailRequest(other, subject, html, text, fromName, fromAddress, replyTo, operational);
    }
}

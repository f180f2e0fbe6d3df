package io.coterie.activation.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.suppression.SuppressionReason;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody may be written to, decided at the moment of delivery (§13.5). Only these rules make a
 * {@link Granted}, and only a {@link Granted} makes an {@link OutgoingMail} (BEY-12).
 */
public sealed interface ConsentDecision {

    /** Values of {@code consents.marketing.email.val} that keep a person out. A missing value does not (§13.5). */
    Set<String> OPTED_OUT = Set.of("n", "dn", "p");

    /** The message may go to this address. */
    final class Granted implements ConsentDecision {

        private final EmailAddress recipient;

        private Granted(EmailAddress recipient) {
            this.recipient = recipient;
        }

        public EmailAddress recipient() {
            return recipient;
        }
    }

    /** The message must not go; the reason is kept and shown (BEY-05). */
    record Refused(String reason) implements ConsentDecision {}

    /** Marketing mail: the person has not opted out and the address is not suppressed. */
    static ConsentDecision marketing(JsonNode person, EmailAddress recipient, Optional<SuppressionReason> suppression) {
        if (suppression.isPresent()) {
            return new Refused("The address is suppressed: " + suppression.get().word() + ".");
        }
        String value = person.at("/consents/marketing/email/val").asText("");
        return OPTED_OUT.contains(value)
                ? new Refused("Consent for marketing e-mail is '" + value + "'.")
                : new Granted(recipient);
    }

    /** Operational mail goes out whatever the person opted out of (§13.2), but not to an address that does not work. */
    static ConsentDecision operational(EmailAddress recipient, Optional<SuppressionReason> suppression) {
        return suppression
                .filter(reason -> reason != SuppressionReason.UNSUBSCRIBED)
                .<ConsentDecision>map(reason -> new Refused("The address is suppressed: " + reason.word() + "."))
                .orElseGet(() -> new Granted(recipient));
    }

    /** Mail to colleagues, such as a sales alert, needs no consent (§20). */
    static Granted internal(EmailAddress recipient) {
        return new Granted(recipient);
    }
}

package io.coterie.activation.address;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that SMTP can carry without extensions, in lower case. Domains in other scripts are kept in their ASCII
 * form; a local part in another script is refused, because few servers take it.
 */
public record EmailAddress(String value) {

    private static final int MAXIMUM_LENGTH = 254;
    private static final int MAXIMUM_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    /** The address in normal form; empty when the text is none. */
    public static Optional<EmailAddress> parse(String text) {
        String trimmed = text.strip();
        int at = trimmed.lastIndexOf('@');
        if (at <= 0 || at > MAXIMUM_LOCAL_PART) {
            return Optional.empty();
        }
        String localPart = trimmed.substring(0, at).toLowerCase(Locale.ROOT);
        return domain(trimmed.substring(at + 1))
                .filter(_ -> LOCAL_PART.matcher(localPart).matches())
                .map(domain -> new EmailAddress(localPart + "@" + domain))
                .filter(address -> address.value().length() <= MAXIMUM_LENGTH);
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return value;
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(domain -> DOMAIN.matcher(domain).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

package io.coterie.activation.suppression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an address is not written to. */
public enum SuppressionReason {
    /** The recipient asked for it. */
    UNSUBSCRIBED,
    /** The recipient reported a mail as spam. */
    COMPLAINT,
    /** The address does not exist. */
    HARD_BOUNCE,
    /** Somebody here decided it. */
    OPERATOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<SuppressionReason> ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }
}

package io.coterie.activation.linkedin;

import java.util.Arrays;
import java.util.Locale;

/** Whether a connection can be used. */
public enum ConnectionStatus {
    CONNECTED,
    /** The tokens are no longer accepted: somebody has to consent again. */
    RECONNECT,
    /** LinkedIn refuses: the application or member lacks a permission. */
    FORBIDDEN,
    /** The API version is no longer supported. */
    VERSION_UNSUPPORTED;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ConnectionStatus ofWord(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}

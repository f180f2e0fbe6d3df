package io.coterie.profile.audience;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an audience is good for. */
public enum AudienceStatus {
    /** Its members are being found; changed accounts are looked at already. */
    EVALUATING,
    /** Its members are complete and kept by events. */
    LIVE,
    /** Its members are not kept any more. */
    ARCHIVED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AudienceStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package io.coterie.simulators.linkedin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a notification is signed: as LinkedIn does, or in one of the ways a receiver must refuse. */
public enum LeadSignature {
    /** Hex HMAC-SHA256 of {@code hmacsha256=} and the raw body. */
    CORRECT,
    /** The prefix is left out of the signed text, as some public samples believe. */
    BARE_BODY,
    /** The prefix is moved into the header, in front of a digest of the bare body. */
    PREFIX_IN_HEADER,
    /** The right text, signed with another application's secret. */
    WRONG_SECRET,
    /** No header at all. */
    MISSING;

    /** The name of the header. */
    public static final String HEADER = "X-LI-Signature";

    private static final String PREFIX = "hmacsha256=";

    /** The header's value, or nothing where it is left out. */
    public Optional<String> of(String body, String clientSecret) {
        return switch (this) {
            case CORRECT -> Optional.of(hmac(PREFIX + body, clientSecret));
            case BARE_BODY -> Optional.of(hmac(body, clientSecret));
            case PREFIX_IN_HEADER -> Optional.of(PREFIX + hmac(body, clientSecret));
            case WRONG_SECRET -> Optional.of(hmac(PREFIX + body, clientSecret + "-of-somebody-else"));
            case MISSING -> Optional.empty();
        };
    }

    /** Lower-case hex HMAC-SHA256, as in the answer to a challenge. */
    public static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}

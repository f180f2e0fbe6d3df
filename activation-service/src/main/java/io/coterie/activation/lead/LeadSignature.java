package io.coterie.activation.lead;

import io.coterie.activation.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How LinkedIn proves that it speaks, and how we prove that we listen (external contracts §1.3). */
final class LeadSignature {

    static final String HEADER = "X-LI-Signature";

    /** Part of the signed text and not of the header; public samples disagree, and are wrong. */
    private static final String PREFIX = "hmacsha256=";

    private static final String ALGORITHM = "HmacSHA256";

    private LeadSignature() {}

    /** Whether the header signs exactly these bytes. */
    static boolean isValid(byte[] rawBody, String header, Secret clientSecret) {
        byte[] prefix = PREFIX.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[prefix.length + rawBody.length];
        System.arraycopy(prefix, 0, text, 0, prefix.length);
        System.arraycopy(rawBody, 0, text, prefix.length, rawBody.length);
        byte[] expected = HexFormat.of().formatHex(hmac(text, clientSecret)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a challenge. */
    static String challengeResponse(String challengeCode, Secret clientSecret) {
        return HexFormat.of().formatHex(hmac(challengeCode.getBytes(StandardCharsets.UTF_8), clientSecret));
    }

    private static byte[] hmac(byte[] text, Secret key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of the JDK", e);
        }
    }
}

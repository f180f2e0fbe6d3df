package io.coterie.activation.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Tokens for public links (§3): they name their sandbox and subject and are signed (HMAC-SHA256), so that nobody can
 * make one for somebody else. A token is valid for one purpose only and does not expire.
 *
 * <p>Form: {@code <key id>.<base64url of the fields>.<base64url of the signature>}.
 */
@Singleton
public final class SignedTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAXIMUM_LENGTH = 2048;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Keyring keyring;

    @Inject
    SignedTokens(SecretConfig config) {
        this(new Keyring(config.key(), config.previousKeys().orElse(List.of())));
    }

    SignedTokens(Keyring keyring) {
        this.keyring = keyring;
    }

    /** A token over these fields. */
    public String sign(String purpose, List<String> fields) {
        String text = keyring.currentId() + "." + ENCODER.encodeToString(write(fields));
        byte[] signature = mac(keyring.current("token/" + purpose, ALGORITHM), text);
        return text + "." + ENCODER.encodeToString(signature);
    }

    /** The fields of a token that we signed for this purpose; empty for anything else. */
    public Optional<List<String>> verify(String purpose, String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (token.length() > MAXIMUM_LENGTH || first < 0 || last <= first) {
            return Optional.empty();
        }
        return keyring.find(token.substring(0, first), "token/" + purpose, ALGORITHM)
                .filter(key -> isSignedBy(key, token.substring(0, last), token.substring(last + 1)))
                .map(_ -> read(Base64.getUrlDecoder().decode(token.substring(first + 1, last))));
    }

    private static boolean isSignedBy(SecretKey key, String text, String signature) {
        try {
            return MessageDigest.isEqual(mac(key, text), Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of the JDK", e);
        }
    }

    /** Every field is preceded by its length, so that no two lists of fields have the same bytes. */
    private static byte[] write(List<String> fields) {
        List<byte[]> parts = fields.stream()
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer buffer = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Short.BYTES + part.length).sum());
        parts.forEach(part -> buffer.putShort((short) part.length).put(part));
        return buffer.array();
    }

    private static List<String> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<String> fields = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] part = new byte[Short.toUnsignedInt(buffer.getShort())];
            buffer.get(part);
            fields.add(new String(part, StandardCharsets.UTF_8));
        }
        return List.copyOf(fields);
    }
}

package io.coterie.activation.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts connector secrets at rest (AES-256-GCM). The place a secret belongs to is authenticated with it, so that a
 * row copied into another sandbox or connection does not open there.
 *
 * <p>Form: {@code <key id>.<base64url of nonce and ciphertext>}.
 */
@Singleton
public final class SecretVault {

    private static final String PURPOSE = "connector-secret";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Keyring keyring;

    @Inject
    SecretVault(SecretConfig config) {
        this(new Keyring(config.key(), config.previousKeys().orElse(List.of())));
    }

    SecretVault(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * Closes a secret.
     *
     * @param place where it belongs, for example {@code 7/linkedin-connection/<id>/access-token}
     */
    public String close(String secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = run(
                Cipher.ENCRYPT_MODE,
                keyring.current(PURPOSE, "AES"),
                nonce,
                secret.getBytes(StandardCharsets.UTF_8),
                place);
        byte[] whole = ByteBuffer.allocate(nonce.length + closed.length)
                .put(nonce)
                .put(closed)
                .array();
        return keyring.currentId() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Opens what {@link #close} made for the same place; anything else is a fault of ours and fails. */
    public String open(String closed, String place) {
        int dot = closed.indexOf('.');
        if (dot < 0) {
            throw new IllegalStateException("Expected a closed secret of " + place);
        }
        String keyId = closed.substring(0, dot);
        SecretKey key = keyring.find(keyId, PURPOSE, "AES")
                .orElseThrow(
                        () -> new IllegalStateException("The key " + keyId + " of " + place + " is not configured"));
        byte[] whole = Base64.getUrlDecoder().decode(closed.substring(dot + 1));
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, ciphertext, place), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] input, String place) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret of " + place + " does not open", e);
        }
    }
}

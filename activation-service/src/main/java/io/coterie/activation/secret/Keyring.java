package io.coterie.activation.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The current master key and its predecessors, each known by a short id that is written beside whatever it protects.
 * No key is used directly: one is derived for every purpose (HKDF-SHA256), so that a token can never pass as a secret.
 */
final class Keyring {

    private static final int KEY_BYTES = 32;

    private final String currentId;
    private final Map<String, byte[]> masterKeys = new LinkedHashMap<>();

    Keyring(String currentKey, List<String> previousKeys) {
        byte[] current = decode(currentKey);
        this.currentId = idOf(current);
        masterKeys.put(currentId, current);
        for (String previousKey : previousKeys) {
            byte[] previous = decode(previousKey);
            masterKeys.put(idOf(previous), previous);
        }
    }

    String currentId() {
        return currentId;
    }

    /** The key of that id for one purpose; empty when the id was never ours or its key has been withdrawn. */
    Optional<SecretKey> find(String keyId, String purpose, String algorithm) {
        return Optional.ofNullable(masterKeys.get(keyId)).map(master -> derive(master, purpose, algorithm));
    }

    SecretKey current(String purpose, String algorithm) {
        return find(currentId, purpose, algorithm).orElseThrow();
    }

    private static String idOf(byte[] key) {
        return HexFormat.of().formatHex(sha256(key), 0, 4);
    }

    private static byte[] decode(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("Expected coterie.secret.key in Base64");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Expected coterie.secret.key to hold " + KEY_BYTES + " bytes, but it holds " + key.length);
        }
        return key;
    }

    private static SecretKey derive(byte[] master, String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(new SecretKeySpec(master, "Generic"))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of the JDK", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of the JDK", e);
        }
    }
}

package io.coterie.platform.testing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The key pair of this JVM's test tokens. Tests and the services under test may sit in different class loaders, so the
 * pair is kept where both see it: in system properties.
 */
final class TokenKeys {

    private static final String PRIVATE = "coterie.testing.private-key";
    private static final String PUBLIC = "coterie.testing.public-key";

    private TokenKeys() {}

    static PrivateKey privateKey() {
        try {
            generateOnce();
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** X.509 in Base64, the form {@code quarkus.oidc.public-key} takes. */
    static String publicKey() {
        generateOnce();
        return System.getProperty(PUBLIC);
    }

    static PrivateKey strangersKey() {
        return generate().getPrivate();
    }

    private static void generateOnce() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PRIVATE) == null) {
                KeyPair pair = generate();
                System.setProperty(
                        PUBLIC,
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
                System.setProperty(
                        PRIVATE,
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            }
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

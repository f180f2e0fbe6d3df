package io.coterie.localstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/** Passwords and keys of one stack: made once for a data directory and readable by its owner only. */
public final class Secrets {

    /** Made once, so that it also tells whose directory this is. */
    static final String FILE = "secrets.properties";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    static Secrets of(Path data) {
        Path file = data.resolve(FILE);
        try {
            Files.createDirectories(data);
            Properties values = new Properties();
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            } else {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            int known = values.size();
            Secrets secrets = new Secrets(values);
            secrets.makeMissing();
            if (values.size() > known) {
                try (var writer = Files.newBufferedWriter(file)) {
                    values.store(writer, "Coterie's local stack; deleted with its data by ./coterie reset");
                }
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to keep secrets in " + file, e);
        }
    }

    /** Password of Keycloak's user {@code admin}. */
    public String keycloakAdminPassword() {
        return value("keycloak.admin-password");
    }

    /** Secret of the client {@code coterie-services}. */
    public String clientSecret() {
        return value("keycloak.client-secret");
    }

    /** Password of every human user of the local realm. */
    public String userPassword() {
        return value("keycloak.user-password");
    }

    /** 32 bytes in Base64, which protect what the services keep secret. */
    String masterKey() {
        return value("master-key");
    }

    /** RSA key in PKCS#8, Base64. */
    String dkimPrivateKey() {
        return value("dkim.private-key");
    }

    /** The public half, X.509 in Base64, as a DNS record's {@code p=} carries it. */
    public String dkimPublicKey() {
        return value("dkim.public-key");
    }

    String superuserPassword() {
        return value("postgres.password");
    }

    String ownerPassword(Part service) {
        return value(service.database() + ".owner-password");
    }

    String servicePassword(Part service) {
        return value(service.database() + ".service-password");
    }

    private void makeMissing() {
        makeOnce("master-key", () -> Base64.getEncoder().encodeToString(randomBytes(32)));
        makeOnce("postgres.password", Secrets::password);
        makeOnce("keycloak.admin-password", Secrets::password);
        makeOnce("keycloak.client-secret", Secrets::password);
        makeOnce("keycloak.user-password", Secrets::password);
        for (Part service : Part.SERVICES) {
            makeOnce(service.database() + ".owner-password", Secrets::password);
            makeOnce(service.database() + ".service-password", Secrets::password);
        }
        if (!values.containsKey("dkim.private-key")) {
            KeyPair pair = rsaKeys();
            values.setProperty(
                    "dkim.private-key",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            values.setProperty(
                    "dkim.public-key",
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        }
    }

    private void makeOnce(String name, Supplier<String> value) {
        if (!values.containsKey(name)) {
            values.setProperty(name, value.get());
        }
    }

    private String value(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new StackException("The secret " + name + " is missing; ./coterie reset makes all of them anew");
        }
        return value;
    }

    /** Letters and digits only, so that it survives every shell and URL. */
    private static String password() {
        return HexFormat.of().formatHex(randomBytes(12));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static KeyPair rsaKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

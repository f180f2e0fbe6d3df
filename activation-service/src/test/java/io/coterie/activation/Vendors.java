package io.coterie.activation;

import io.coterie.simulators.linkedin.LinkedInSettings;
import io.coterie.simulators.linkedin.LinkedInSimulator;
import io.coterie.simulators.mailbox.Mailbox;
import io.coterie.simulators.mailbox.MailboxSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/** LinkedIn and a mail server, once for all tests of this JVM; they speak the real protocols. */
public final class Vendors implements QuarkusTestResourceLifecycleManager {

    static final String PUBLIC_URL = "https://track.coterie.example";
    static final int CONNECTIONS = 4;

    private static final KeyPair DKIM_KEY = keyPair();
    private static final LinkedInSimulator LINKED_IN = LinkedInSimulator.start(LinkedInSettings.local());
    private static final Mailbox MAILBOX = Mailbox.start(MailboxSettings.local()
            .withDkimRecord(
                    "test._domainkey.coterie.example",
                    "v=DKIM1; k=rsa; p="
                            + Base64.getEncoder()
                                    .encodeToString(DKIM_KEY.getPublic().getEncoded())));

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("coterie.secret.key", Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("coterie.public-url", PUBLIC_URL),
                Map.entry("coterie.outbound.allowed-internal", "127.0.0.1:" + LINKED_IN.port()),
                Map.entry("coterie.instance.dead-after", "PT3S"),
                Map.entry("coterie.lead.sweep-every", "1s"),
                Map.entry("coterie.mail.host", "127.0.0.1"),
                Map.entry("coterie.mail.port", Integer.toString(MAILBOX.smtpPort())),
                Map.entry("coterie.mail.own-host", "mail.coterie.example"),
                Map.entry("coterie.mail.connections", Integer.toString(CONNECTIONS)),
                Map.entry("coterie.mail.dkim.domain", "coterie.example"),
                Map.entry("coterie.mail.dkim.selector", "test"),
                Map.entry(
                        "coterie.mail.dkim.private-key",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(DKIM_KEY.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n"));
    }

    @Override
    public void stop() {
        // The next test class uses the same servers; they end with the JVM.
    }

    static String linkedIn() {
        return LINKED_IN.url().toString();
    }

    static String mailbox() {
        return MAILBOX.httpUrl().toString();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of the JDK", e);
        }
    }
}

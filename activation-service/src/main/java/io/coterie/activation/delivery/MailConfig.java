package io.coterie.activation.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server that takes our messages. */
@ConfigMapping(prefix = "coterie.mail")
interface MailConfig {

    /** Host of the mail server. */
    String host();

    /** Port of the mail server. */
    @WithDefault("25")
    int port();

    /** {@code DISABLED}, {@code OPTIONAL} or {@code REQUIRED}. */
    @WithDefault("OPTIONAL")
    String startTls();

    /** User name, when the server wants one. */
    Optional<String> username();

    /** Password, when the server wants one. */
    Optional<String> password();

    /** Our name in EHLO and in Message-ID. */
    String ownHost();

    /** Connections kept open; also how many messages can become uncertain when this process is killed. */
    @WithDefault("4")
    int connections();

    /** A connection on which nothing moves for so long is cut; the message on it becomes uncertain. */
    @WithDefault("PT60S")
    Duration silence();

    /** Signs every mail when set. Receivers of bulk mail demand it. */
    Optional<Dkim> dkim();

    /** DKIM (RFC 6376). */
    interface Dkim {

        /** The signing domain, {@code d=}; aligned with the From address. */
        String domain();

        /** The selector, {@code s=}; {@code <selector>._domainkey.<domain>} holds the public key. */
        String selector();

        /** RSA key in PKCS#8, PEM or its Base64 alone. */
        String privateKey();
    }
}

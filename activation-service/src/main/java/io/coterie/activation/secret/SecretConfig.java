package io.coterie.activation.secret;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The master key. It has no default: a service without it must not start. */
@ConfigMapping(prefix = "coterie.secret")
interface SecretConfig {

    /** 32 random bytes in Base64. Everything written from now on is protected with this key. */
    String key();

    /** Earlier keys, still accepted for reading secrets and verifying links made with them. */
    Optional<List<String>> previousKeys();
}

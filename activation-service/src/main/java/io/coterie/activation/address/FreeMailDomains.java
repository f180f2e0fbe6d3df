package io.coterie.activation.address;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains where anybody can have an address, so that an address there says nothing about the person's company. */
public final class FreeMailDomains {

    private static final Set<String> DOMAINS = read("free-mail-domains.txt");

    private FreeMailDomains() {}

    public static boolean contains(String domain) {
        return DOMAINS.contains(domain);
    }

    static Set<String> all() {
        return DOMAINS;
    }

    private static Set<String> read(String resource) {
        try (InputStream stream = Objects.requireNonNull(FreeMailDomains.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The list of free-mail domains must be readable", e);
        }
    }
}

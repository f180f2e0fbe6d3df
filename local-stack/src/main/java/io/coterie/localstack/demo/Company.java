package io.coterie.localstack.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A real company of the demonstration's list.
 *
 * @param slug short name; its people's addresses end in {@code <slug>.example}
 * @param domain the company's real web domain
 */
record Company(String slug, String name, String domain) {

    private static final String LIST = "/demo/companies.tsv";

    /** The list, in its fixed order. */
    static List<Company> all() {
        try (InputStream list = Objects.requireNonNull(Company.class.getResourceAsStream(LIST));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new Company(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the list of companies on the class path", e);
        }
    }

    String emailDomain() {
        return slug + ".example";
    }

    String accountKey() {
        return slug + "@demo.CRM";
    }
}

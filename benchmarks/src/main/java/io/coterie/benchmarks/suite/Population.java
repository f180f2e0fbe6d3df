package io.coterie.benchmarks.suite;

import io.coterie.benchmarks.report.Text;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Accounts and their people as documents in their one form, so that the bare database stores the very text the service
 * stores. The same numbers always give the same documents.
 *
 * @param persons spread evenly over the accounts
 */
public record Population(int accounts, int persons) {

    /** Of the roles of the demonstration's template, and of none. */
    private static final List<String> TITLES = List.of(
            "Chief Information Officer",
            "VP Platform",
            "Director of Data",
            "Head of Engineering",
            "Product Manager",
            "Marketing Manager",
            "Data Engineer",
            "Financial Analyst",
            "Support Specialist",
            "Software Engineer",
            "Assistant",
            "Intern");

    private static final List<String> INDUSTRIES = List.of("Banking", "Energy", "Retail", "Software", "Transport");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "IT", "US");

    /** A population of ten people per account. */
    public static Population of(int persons) {
        return new Population(Math.max(1, persons / 10), persons);
    }

    public String accountKey(int account) {
        return "a" + account + "@bench.CRM";
    }

    public String personKey(int person) {
        return "p" + person + "@bench.CRM";
    }

    public String account(int account) {
        Random random = new Random(account);
        return Text.format(
                """
                {"accountKey":%s,"accountName":"Company %d","primaryEmailDomain":"company%d.example",\
                "accountOrganization":{"website":"www.company%d.example","industry":"%s","numberOfEmployees":%d},\
                "accountBillingAddress":{"country":"%s"}}""",
                key("a" + account),
                account,
                account,
                account,
                oneOf(INDUSTRIES, random),
                20 + random.nextInt(1000),
                oneOf(COUNTRIES, random));
    }

    public String person(int person) {
        return person(person, title(person));
    }

    /** The job title somebody begins with. */
    public String title(int person) {
        return oneOf(TITLES, new Random(person));
    }

    /** A person with this job title. */
    public String person(int person, String title) {
        int account = person % accounts;
        return Text.format(
                """
                {"b2b":{"personKey":%s},"person":{"name":{"firstName":"First%d","lastName":"Last%d"}},\
                "workEmail":{"address":"first%d.last%d@company%d.example"},"extendedWorkDetails":{"jobTitle":"%s"},\
                "personComponents":[{"sourceAccountKey":%s}]}""",
                key("p" + person), person % 97, person % 89, person % 97, person, account, title, key("a" + account));
    }

    public Path accountLines(Path directory) {
        return lines(directory, "accounts", accounts, this::account);
    }

    public Path personLines(Path directory) {
        return lines(directory, "persons", persons, this::person);
    }

    private static Path lines(Path directory, String name, int count, IntFunction<String> line) {
        Path file = directory.resolve(name + "-" + count + ".ndjson");
        try {
            Files.createDirectories(directory);
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (String text : (Iterable<String>) IntStream.range(0, count).mapToObj(line)::iterator) {
                    writer.write(text);
                    writer.write('\n');
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write " + file, e);
        }
    }

    private static String key(String id) {
        return Text.format("""
                {"sourceID":"%s","sourceInstanceID":"bench","sourceType":"CRM","sourceKey":"%s@bench.CRM"}""", id, id);
    }

    private static String oneOf(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}

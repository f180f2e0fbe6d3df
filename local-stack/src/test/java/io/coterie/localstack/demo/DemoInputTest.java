package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the demonstration's files, read line by line without the demonstration's own reading of them. */
class DemoInputTest {

    private static final int ACCOUNTS = 2_000;
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static DemoInput input;
    private static Lines accounts;
    private static Lines early;
    private static Lines persons;
    private static Lines partners;

    @BeforeAll
    static void writeAndRead() throws IOException {
        input = DemoInput.write(directory.resolve("large"), ACCOUNTS);
        accounts = Lines.of(input.accounts(), DemoInputTest::faultOfAccount);
        early = Lines.of(input.earlyPersons(), DemoInputTest::faultOfPerson);
        persons = Lines.of(input.persons(), DemoInputTest::faultOfPerson);
        partners = Lines.of(input.partnerPersons(), DemoInputTest::faultOfPerson);
    }

    @Test
    void aboutTwentyThousandPersonsBelongToTwoThousandAccounts() {
        Set<String> accountKeys = keys(accounts, account -> text(account, "/accountKey/sourceKey"));

        assertThat(accounts.good()).hasSize(ACCOUNTS);
        assertThat(accountKeys).hasSize(ACCOUNTS);
        assertThat(everybody()).hasSizeBetween(18_000, 22_000);
        assertThat(new HashSet<>(everybody().values())).isEqualTo(accountKeys);
    }

    @Test
    void someAccountsHaveOnePersonAndSomeHaveDozens() {
        List<Long> sizes = everybody().values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values()
                .stream()
                .toList();

        assertThat(sizes).hasSize(ACCOUNTS);
        assertThat(Collections.min(sizes)).isEqualTo(1);
        assertThat(Collections.max(sizes)).isGreaterThan(36);
        assertThat(sizes).filteredOn(size -> size <= 2).hasSizeBetween(ACCOUNTS / 10, ACCOUNTS / 5);
        assertThat(sizes).filteredOn(size -> size >= 25).hasSizeBetween(ACCOUNTS / 40, ACCOUNTS / 10);
    }

    @Test
    void everyPersonComesThroughOneDoorAndManyComeEarlyOrFromThePartner() {
        Set<String> earlyKeys = keys(early, DemoInputTest::personKey);
        Set<String> partnerKeys = keys(partners, DemoInputTest::personKey);
        Set<String> otherKeys = keys(persons, DemoInputTest::personKey);

        assertThat(earlyKeys.size() + partnerKeys.size() + otherKeys.size())
                .isEqualTo(everybody().size());
        assertThat(earlyKeys).hasSameSizeAs(early.good()).hasSizeBetween(2_000, 4_000);
        assertThat(partnerKeys).hasSameSizeAs(partners.good()).hasSizeBetween(1_000, 3_000);
    }

    @Test
    void somePersonsComeTwiceAndOfTheseManyWithAnotherTitleLater() {
        Map<String, List<JsonNode>> byKey =
                persons.good().stream().collect(Collectors.groupingBy(DemoInputTest::personKey));
        List<List<JsonNode>> twice =
                byKey.values().stream().filter(lines -> lines.size() > 1).toList();
        List<List<JsonNode>> changed = twice.stream()
                .filter(lines -> !lines.getFirst().equals(lines.getLast()))
                .toList();

        assertThat(twice)
                .hasSizeBetween(500, 1_500)
                .allSatisfy(lines -> assertThat(lines)
                        .hasSize(2)
                        .extracting(DemoInputTest::withoutTitle)
                        .containsOnly(withoutTitle(lines.getFirst())));
        assertThat(changed).hasSizeBetween(100, 600);
        assertThat(twice.size() - changed.size()).isBetween(300, 900);
        assertThat(persons.good().reversed().subList(0, 600))
                .containsAll(changed.stream().map(List::getLast).toList());
    }

    @Test
    void everyLineThatIsNamedAsBrokenIsAndNoOther() {
        assertThat(accounts.faults()).containsOnlyKeys(input.brokenAccountLines());
        assertThat(accounts.faults().values())
                .containsExactlyInAnyOrder("no JSON", "no name", "an unknown field", "another account's key");
        assertThat(early.faults()).isEmpty();
        assertThat(persons.faults()).containsOnlyKeys(input.brokenPersonLines());
        assertThat(persons.faults().values())
                .containsExactlyInAnyOrder("no JSON", "no key", "a title of another type", "no address", "too long");
        assertThat(partners.faults()).containsOnlyKeys(input.brokenPartnerLines());
        assertThat(partners.faults().values()).containsExactly("no address");
    }

    @Test
    void aFewHaveSaidNoToMail() {
        assertThat(Stream.of(early, persons, partners).flatMap(lines -> lines.good().stream()))
                .filteredOn(person -> person.has("consents"))
                .hasSizeBetween(200, 800)
                .extracting(person -> text(person, "/consents/marketing/email/val"))
                .containsOnly("n");
    }

    @Test
    void theSameSizeGivesTheSameFiles() throws IOException {
        DemoInput once = DemoInput.write(directory.resolve("once"), 50);
        DemoInput again = DemoInput.write(directory.resolve("again"), 50);

        assertThat(again.accounts()).hasSameBinaryContentAs(once.accounts());
        assertThat(again.earlyPersons()).hasSameBinaryContentAs(once.earlyPersons());
        assertThat(again.persons()).hasSameBinaryContentAs(once.persons());
        assertThat(again.partnerPersons()).hasSameBinaryContentAs(once.partnerPersons());
        assertThat(List.of(again.brokenAccountLines(), again.brokenPersonLines(), again.brokenPartnerLines()))
                .containsExactly(once.brokenAccountLines(), once.brokenPersonLines(), once.brokenPartnerLines());
    }

    /** The account of every person, by the person's key. */
    private static Map<String, String> everybody() {
        Map<String, String> accountOf = new LinkedHashMap<>();
        Stream.of(early, persons, partners)
                .flatMap(lines -> lines.good().stream())
                .forEach(person -> accountOf.put(
                        personKey(person), text(person, "/personComponents/0/sourceAccountKey/sourceKey")));
        return accountOf;
    }

    private static Set<String> keys(Lines lines, Function<JsonNode, String> key) {
        return lines.good().stream().map(key).collect(Collectors.toCollection(HashSet::new));
    }

    private static String personKey(JsonNode person) {
        return text(person, "/b2b/personKey/sourceKey");
    }

    private static String text(JsonNode document, String pointer) {
        return document.at(pointer).textValue();
    }

    private static JsonNode withoutTitle(JsonNode person) {
        return person.<ObjectNode>deepCopy().without("extendedWorkDetails");
    }

    private static String faultOfAccount(JsonNode account) {
        JsonNode key = account.path("accountKey");
        String made = key.path("sourceID").asText() + "@"
                + key.path("sourceInstanceID").asText() + "."
                + key.path("sourceType").asText();
        if (!made.equals(key.path("sourceKey").asText())) {
            return "another account's key";
        }
        if (account.has("favouriteColour")) {
            return "an unknown field";
        }
        return account.path("accountName").isTextual() ? "" : "no name";
    }

    private static String faultOfPerson(JsonNode person) {
        if (!person.at("/b2b/personKey/sourceKey").isTextual()) {
            return "no key";
        }
        if (!person.at("/extendedWorkDetails/jobTitle").isTextual()) {
            return "a title of another type";
        }
        return person.at("/workEmail/address").isTextual() ? "" : "no address";
    }

    /**
     * A file's lines.
     *
     * @param faults what is wrong with a line, by its number from 1
     */
    private record Lines(List<JsonNode> good, Map<Integer, String> faults) {

        static Lines of(Path file, Function<JsonNode, String> fault) throws IOException {
            Lines read = new Lines(new ArrayList<>(), new TreeMap<>());
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                read.take(++number, line, fault);
            }
            return read;
        }

        private void take(int number, String line, Function<JsonNode, String> fault) {
            if (line.length() > LONGEST_LINE) {
                faults.put(number, "too long");
                return;
            }
            try {
                JsonNode document = JSON.readTree(line);
                String found = fault.apply(document);
                if (found.isEmpty()) {
                    good.add(document);
                } else {
                    faults.put(number, found);
                }
            } catch (JsonProcessingException _) {
                faults.put(number, "no JSON");
            }
        }
    }
}

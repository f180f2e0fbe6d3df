package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the input implies, computed from the files in plain Java, without any code of the services: the report's numbers
 * are checked against it.
 */
final class Expectation {

    static final int MINIMUM_EMPLOYEES = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> accounts = new TreeMap<>();
    private final Map<String, JsonNode> persons = new LinkedHashMap<>();
    private final Map<String, Long> accountsByDomain = new HashMap<>();
    private final Map<String, Group> groups = new TreeMap<>();

    private Expectation() {}

    static Expectation of(DemoInput input) throws IOException {
        Expectation expectation = new Expectation();
        read(input.accounts(), input.brokenAccountLines(), (key, account) -> expectation.accounts.put(key, account));
        read(input.earlyPersons(), List.of(), (key, person) -> expectation.persons.put(key, person));
        read(input.persons(), input.brokenPersonLines(), (key, person) -> expectation.persons.put(key, person));
        read(input.partnerPersons(), input.brokenPartnerLines(), (key, person) -> expectation.persons.put(key, person));
        expectation.accounts.forEach((key, account) -> {
            expectation.accountsByDomain.merge(expectation.emailDomain(key), 1L, Long::sum);
            if (account.at("/accountOrganization/numberOfEmployees").intValue() >= MINIMUM_EMPLOYEES) {
                expectation.groups.put(key, new Group(key));
            }
        });
        expectation.persons.forEach(expectation::assign);
        return expectation;
    }

    /** A lead's person joins its account's group. */
    void lead(String accountKey, String title, String address) {
        Group group = groups.get(accountKey);
        Role role = Role.of(title);
        if (group != null && role != null) {
            group.add(role, new Member(address, title, false));
        }
    }

    int accountCount() {
        return accounts.size();
    }

    int personCount() {
        return persons.size();
    }

    /** The groups by account key. */
    Map<String, Group> groups() {
        return groups;
    }

    String accountName(String accountKey) {
        return text(accounts.get(accountKey), "/accountName");
    }

    String website(String accountKey) {
        return text(accounts.get(accountKey), "/accountOrganization/website");
    }

    String emailDomain(String accountKey) {
        return text(accounts.get(accountKey), "/primaryEmailDomain");
    }

    /** Whether an address of the account's domain tells the account: no other account has it. */
    boolean isToldByDomain(String accountKey) {
        return accountsOf(emailDomain(accountKey)) == 1;
    }

    /** A domain that several accounts have. */
    String sharedDomain() {
        return accounts.keySet().stream()
                .map(this::emailDomain)
                .filter(domain -> accountsOf(domain) > 1)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected two accounts with one e-mail domain"));
    }

    /** Work addresses by person key. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        persons.forEach((key, person) -> addresses.put(key, text(person, "/workEmail/address")));
        return addresses;
    }

    /** Every member of every group as {@code <account key> <role> <address>}. */
    List<String> memberships() {
        List<String> memberships = new ArrayList<>();
        groups.forEach((key, group) -> group.members.forEach((role, members) ->
                members.forEach(member -> memberships.add(key + " " + role.word() + " " + member.email()))));
        return memberships;
    }

    /** Why each is a member: the role's condition finds a title that fits. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        groups.forEach((key, group) -> group.members.forEach((role, members) -> members.forEach(
                member -> reasons.add(reason(key, role.word(), member.email(), "QUALIFIES", member.title())))));
        return reasons;
    }

    /** A member and its reason in one line. */
    static String reason(String accountKey, String role, String address, String cause, String value) {
        return accountKey + " " + role + " " + address + ": " + cause + " with " + value;
    }

    private long accountsOf(String domain) {
        return accountsByDomain.getOrDefault(domain, 0L);
    }

    /** How many groups lie in each band of completeness. */
    Map<String, Integer> distribution() {
        Map<String, Integer> bands = new LinkedHashMap<>();
        Band.NAMES.forEach(band -> bands.put(band, 0));
        groups.values().forEach(group -> bands.merge(Band.of(group.completeness()), 1, Integer::sum));
        return bands;
    }

    private void assign(String personKey, JsonNode person) {
        Group group = groups.get(text(person, "/personComponents/0/sourceAccountKey/sourceKey"));
        String title = text(person, "/extendedWorkDetails/jobTitle");
        Role role = Role.of(title);
        if (group != null && role != null) {
            boolean optedOut =
                    "n".equals(person.at("/consents/marketing/email/val").asText());
            group.add(role, new Member(text(person, "/workEmail/address"), title, optedOut));
        }
    }

    private static void read(Path file, List<Integer> broken, BiConsumer<String, JsonNode> keep) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!broken.contains(number)) {
                    JsonNode record = JSON.readTree(line);
                    JsonNode key = record.has("accountKey") ? record.get("accountKey") : record.at("/b2b/personKey");
                    keep.accept(text(key, "/sourceKey"), record);
                }
            }
        }
    }

    private static String text(@Nullable JsonNode node, String pointer) {
        if (node == null || node.at(pointer).isMissingNode()) {
            throw new IllegalStateException("Expected " + pointer + " in the demonstration's input");
        }
        return node.at(pointer).textValue();
    }

    /** The roles of the template, in priority order, and which titles fill them. */
    enum Role {
        DECISION_MAKER(1, "^(chief|vp)"),
        CHAMPION(1, "director|head of"),
        INFLUENCER(1, "manager"),
        PRACTITIONER(2, "engineer|analyst|specialist");

        private final int required;
        private final Pattern titles;

        Role(int required, String titles) {
            this.required = required;
            this.titles = Pattern.compile(titles);
        }

        /** As the template calls it: {@code Decision Maker}. */
        String word() {
            return Arrays.stream(name().split("_"))
                    .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" "));
        }

        /** The first role that the title fits; null for none. */
        static @Nullable Role of(String jobTitle) {
            String title = jobTitle.toLowerCase(Locale.ROOT);
            for (Role role : values()) {
                if (role.titles.matcher(title).find()) {
                    return role;
                }
            }
            return null;
        }
    }

    /** The bands of the report. */
    static final class Band {

        static final List<String> NAMES = List.of("0", "1-24", "25-49", "50-74", "75-99", "100");

        private Band() {}

        static String of(double completeness) {
            if (completeness <= 0) {
                return "0";
            }
            if (completeness >= 100) {
                return "100";
            }
            return NAMES.get(1 + (int) (completeness / 25));
        }
    }

    /** Someone who takes a role, and the title that fits it. */
    record Member(String email, String title, boolean optedOut) {}

    /** One account's buying group as the input implies it. */
    static final class Group {

        final String accountKey;
        private final Map<Role, List<Member>> members = new TreeMap<>();

        Group(String accountKey) {
            this.accountKey = accountKey;
        }

        void add(Role role, Member member) {
            members.computeIfAbsent(role, none -> new ArrayList<>()).add(member);
        }

        List<Member> members() {
            return members.values().stream().flatMap(List::stream).toList();
        }

        boolean has(Role role) {
            return members.containsKey(role);
        }

        boolean isComplete() {
            return completeness() >= 100;
        }

        boolean lacksOnlyDecisionMaker() {
            return !has(Role.DECISION_MAKER) && completeness() >= 74.9;
        }

        double completeness() {
            double sum = 0;
            for (Role role : Role.values()) {
                int assigned = members.getOrDefault(role, List.of()).size();
                sum += Math.min(1.0, (double) assigned / role.required) * 100;
            }
            return sum / Role.values().length;
        }
    }
}

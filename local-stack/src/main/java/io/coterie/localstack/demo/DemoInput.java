package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/**
 * The demonstration's files, the same for the same size: real companies and synthetic persons, with what goes wrong in
 * real life. Some persons come before their account, some twice, some lines are broken, and a part comes through the
 * partner's door.
 *
 * @param accounts NDJSON of accounts
 * @param earlyPersons NDJSON of persons who arrive before any account
 * @param persons NDJSON of the other persons, some of them again with another title
 * @param partnerPersons NDJSON of the persons that the partner publishes
 * @param brokenAccountLines 1-based numbers of lines of {@code accounts} that must be refused
 * @param brokenPersonLines 1-based numbers of lines of {@code persons} that must be refused
 * @param brokenPartnerLines 1-based numbers of lines of {@code partnerPersons} that must be refused
 */
record DemoInput(
        Path accounts,
        Path earlyPersons,
        Path persons,
        Path partnerPersons,
        List<Integer> brokenAccountLines,
        List<Integer> brokenPersonLines,
        List<Integer> brokenPartnerLines) {

    private static final long SEED = 20_261_123;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;

    private static final List<String> DECISION_MAKERS = List.of(
            "Chief Technology Officer",
            "Chief Information Officer",
            "VP Engineering",
            "VP Procurement",
            "Chief Data Officer");
    private static final List<String> CHAMPIONS =
            List.of("Director of IT", "Director Data Platforms", "Head of Operations", "Head of Analytics");
    private static final List<String> INFLUENCERS =
            List.of("Product Manager", "IT Manager", "Procurement Manager", "Programme Manager");
    private static final List<String> PRACTITIONERS =
            List.of("Software Engineer", "Data Analyst", "Support Specialist", "Systems Engineer", "Security Analyst");
    private static final List<String> OTHERS =
            List.of("Executive Assistant", "Intern", "Sales Representative", "Accountant");
    private static final List<String> INDUSTRIES =
            List.of("Software", "Manufacturing", "Retail", "Financial Services", "Media", "Telecommunications");
    private static final List<String> COUNTRIES = List.of("US", "DE", "FR", "GB", "JP", "BR", "IN");
    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Ben", "Carla", "Deniz", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mina",
            "Noah", "Olga", "Pavel", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Vera", "Wim", "Xenia", "Yuki", "Zoe");
    private static final List<String> LAST_NAMES = List.of(
            "Abel", "Brandt", "Costa", "Diaz", "Ekman", "Fischer", "Garcia", "Haddad", "Ito", "Jensen", "Kaya", "Lopez",
            "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi", "Silva", "Tanaka", "Ueda", "Varga", "Weiss",
            "Yilmaz");

    /** Writes the files for the first {@code size} companies of the list. */
    static DemoInput write(Path directory, int size) throws IOException {
        List<Company> companies = Company.all();
        if (size < 10 || size > companies.size()) {
            throw new IllegalArgumentException("Expected 10 to " + companies.size() + " accounts, but got " + size);
        }
        return new Writing(Files.createDirectories(directory), new Random(SEED)).write(companies.subList(0, size));
    }

    private static final class Writing {

        private final Path directory;
        private final Random random;
        private final List<String> earlyLines = new ArrayList<>();
        private final List<String> personLines = new ArrayList<>();
        private final List<String> partnerLines = new ArrayList<>();
        private final List<String> changedLater = new ArrayList<>();
        private int persons;

        Writing(Path directory, Random random) {
            this.directory = directory;
            this.random = random;
        }

        DemoInput write(List<Company> companies) throws IOException {
            List<String> accountLines = new ArrayList<>();
            for (Company company : companies) {
                accountLines.add(account(company, emailDomain(company, companies)));
                int people = people();
                for (int i = 0; i < people; i++) {
                    deal(company);
                }
            }
            personLines.addAll(changedLater);
            List<Integer> brokenAccounts = mix(accountLines, brokenAccounts(companies.getFirst()));
            List<Integer> brokenPersons = mix(personLines, brokenPersons(companies.getFirst()));
            List<Integer> brokenPartners = mix(partnerLines, List.of(withoutEmail(companies.getFirst(), "partner")));
            return new DemoInput(
                    lines("accounts.ndjson", accountLines),
                    lines("persons-early.ndjson", earlyLines),
                    lines("persons.ndjson", personLines),
                    lines("persons-partner.ndjson", partnerLines),
                    brokenAccounts,
                    brokenPersons,
                    brokenPartners);
        }

        /** Most companies are known with a handful of people, a few with dozens, some with one or two. */
        private int people() {
            double share = random.nextDouble();
            if (share < 0.15) {
                return 1 + random.nextInt(2);
            }
            if (share < 0.75) {
                return 4 + random.nextInt(7);
            }
            return share < 0.95 ? 12 + random.nextInt(9) : 25 + random.nextInt(21);
        }

        private void deal(Company company) {
            int number = ++persons;
            String title = title();
            boolean optedOut = random.nextInt(50) == 0;
            String line = person(company, number, title, optedOut);
            int door = random.nextInt(100);
            if (door < 15) {
                earlyLines.add(line);
            } else if (door < 25) {
                partnerLines.add(line);
            } else {
                personLines.add(line);
                if (door >= 97) {
                    personLines.add(line);
                } else if (door >= 95) {
                    changedLater.add(person(company, number, title(), optedOut));
                }
            }
        }

        private String title() {
            double share = random.nextDouble();
            if (share < 0.08) {
                return oneOf(DECISION_MAKERS);
            }
            if (share < 0.20) {
                return oneOf(CHAMPIONS);
            }
            if (share < 0.42) {
                return oneOf(INFLUENCERS);
            }
            return share < 0.82 ? oneOf(PRACTITIONERS) : oneOf(OTHERS);
        }

        /** The last company has no domain of its own: an address there tells nobody which of two accounts is meant. */
        private static String emailDomain(Company company, List<Company> companies) {
            boolean last = company.equals(companies.getLast());
            return (last ? companies.get(companies.size() - 2) : company).emailDomain();
        }

        private String account(Company company, String emailDomain) {
            ObjectNode account = JSON.createObjectNode();
            key(account.putObject("accountKey"), company.slug());
            account.put("accountName", company.name());
            account.put("primaryEmailDomain", emailDomain);
            ObjectNode organization = account.putObject("accountOrganization");
            organization.put("website", company.domain());
            organization.put("industry", oneOf(INDUSTRIES));
            organization.put("numberOfEmployees", 20 + random.nextInt(1000));
            account.putObject("accountBillingAddress").put("country", oneOf(COUNTRIES));
            return account.toString();
        }

        private String person(Company company, int number, String title, boolean optedOut) {
            String first = FIRST_NAMES.get(number % FIRST_NAMES.size());
            String last = LAST_NAMES.get(number % LAST_NAMES.size());
            ObjectNode person = JSON.createObjectNode();
            key(person.putObject("b2b").putObject("personKey"), "p" + number);
            person.putObject("person").putObject("name").put("firstName", first).put("lastName", last);
            person.putObject("workEmail")
                    .put(
                            "address",
                            (first + "." + last + "." + number).toLowerCase(Locale.ROOT) + "@" + company.emailDomain());
            person.putObject("extendedWorkDetails").put("jobTitle", title);
            key(person.putArray("personComponents").addObject().putObject("sourceAccountKey"), company.slug());
            if (optedOut) {
                person.putObject("consents")
                        .putObject("marketing")
                        .putObject("email")
                        .put("val", "n");
            }
            return person.toString();
        }

        private List<String> brokenAccounts(Company company) {
            String good = account(new Company("broken", "Broken", "broken.example"), "broken.example");
            return List.of(
                    "{\"accountKey\":{\"sourceID\":\"cut\"",
                    good.replace("\"accountName\":\"Broken\",", ""),
                    good.replace(
                            "\"accountName\":\"Broken\"", "\"accountName\":\"Broken\",\"favouriteColour\":\"red\""),
                    good.replace(
                            "\"sourceKey\":\"broken@demo.CRM\"", "\"sourceKey\":\"" + company.slug() + "@demo.CRM\""));
        }

        private List<String> brokenPersons(Company company) {
            String good = person(company, 0, "Intern", false);
            return List.of(
                    "not json at all",
                    good.replace("\"personKey\"", "\"personkey\""),
                    good.replace("\"jobTitle\":\"Intern\"", "\"jobTitle\":[\"Intern\"]"),
                    withoutEmail(company, "bulk"),
                    good.replace("\"jobTitle\":\"Intern\"", "\"jobTitle\":\"" + "x".repeat(TWO_MEGABYTES) + "\""));
        }

        private String withoutEmail(Company company, String door) {
            ObjectNode person = JSON.createObjectNode();
            key(person.putObject("b2b").putObject("personKey"), "no-email-" + door);
            person.putObject("extendedWorkDetails").put("jobTitle", "VP Engineering");
            key(person.putArray("personComponents").addObject().putObject("sourceAccountKey"), company.slug());
            return person.toString();
        }

        /** Puts the broken lines at random places and answers their numbers. */
        private List<Integer> mix(List<String> lines, List<String> broken) {
            TreeSet<Integer> places = new TreeSet<>();
            int total = lines.size() + broken.size();
            while (places.size() < broken.size()) {
                places.add(1 + random.nextInt(total));
            }
            List<Integer> numbers = List.copyOf(places);
            for (int i = 0; i < broken.size(); i++) {
                lines.add(numbers.get(i) - 1, broken.get(i));
            }
            return numbers;
        }

        private Path lines(String name, List<String> lines) throws IOException {
            Path file = directory.resolve(name);
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (String line : lines) {
                    writer.write(line);
                    writer.write('\n');
                }
            }
            return file;
        }

        private String oneOf(List<String> values) {
            return values.get(random.nextInt(values.size()));
        }

        private static void key(ObjectNode key, String id) {
            key.put("sourceID", id)
                    .put("sourceInstanceID", "demo")
                    .put("sourceType", "CRM")
                    .put("sourceKey", id + "@demo.CRM");
        }
    }
}

package io.coterie.localstack.demo;

import static io.coterie.localstack.demo.Definitions.fill;
import static io.coterie.localstack.demo.Definitions.json;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.demo.Expectation.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The main job of the suite, through its public doors alone: from a list of companies to complete buying groups that are
 * handed to sales. Between phases it waits until the suite is at rest, so that every number is exact.
 */
public final class MainJob {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final DemoEnvironment environment;
    private final int accounts;
    private final PrintStream out;
    private final Clock clock;
    private final String sandbox;
    private final JobWatcher watcher;
    private final SuiteClient client;
    private final Quiet quiet;
    private final Report report;
    private final Map<String, String> ids = new LinkedHashMap<>();

    /** The job as {@code ./coterie demo} runs it. */
    public MainJob(DemoEnvironment environment, int accounts, String sandbox, PrintStream out, Clock clock) {
        this(environment, accounts, sandbox, out, clock, false, JobWatcher.nobody());
    }

    /** @param repeats whether calls that a restarting service did not answer are repeated, as far as that is safe */
    public MainJob(
            DemoEnvironment environment,
            int accounts,
            String sandbox,
            PrintStream out,
            Clock clock,
            boolean repeats,
            JobWatcher watcher) {
        this.environment = environment;
        this.accounts = accounts;
        this.sandbox = sandbox;
        this.out = out;
        this.clock = clock;
        this.watcher = watcher;
        this.client = new SuiteClient(environment, sandbox, clock, repeats, watcher);
        this.quiet = new Quiet(
                client,
                List.of(
                        environment.profile(),
                        environment.buyingGroups(),
                        environment.journeys(),
                        environment.activation()),
                PATIENCE);
        this.report = new Report(out);
    }

    /** Runs every phase, prints the report, and answers whether every number is right. */
    public boolean run() throws IOException {
        DemoInput input = DemoInput.write(environment.directory(), accounts);
        Expectation expected = Expectation.of(input);
        out.printf(java.util.Locale.ROOT, "%d accounts, %d persons%n", expected.accountCount(), expected.personCount());

        timed(Phase.PROVISION, this::provision);
        timed(Phase.INGEST, () -> ingest(input, expected));
        timed(Phase.BUILD_GROUPS, () -> buildGroups(expected));
        timed(Phase.RUN_JOURNEY, () -> runJourney(expected));
        timed(Phase.CHECK_CHANNELS, () -> checkChannels(expected));
        List<Lead> leads = Lead.choose(expected);
        timed(Phase.SUBMIT_LEADS, () -> submitLeads(expected, leads));
        timed(Phase.READ_PARTNER_EVENTS, () -> readPartnerEvents(expected, leads));
        report.print();
        whereToLook();
        return report.isRight();
    }

    /** What a definition was given as its id, by the name the job calls it: audience, template, interest, journey … */
    public String idOf(String definition) {
        return Objects.requireNonNull(ids.get(definition), definition);
    }

    /** Every line of the report that is not as the input implies; none after a good run. */
    public List<String> mismatches() {
        return report.mismatches();
    }

    private void provision() {
        JsonNode created = client.post(
                environment.profile(),
                "/v1/sandboxes",
                json("{\"name\":\"" + sandbox + "\",\"title\":\"Demonstration\"}"),
                201);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> client.get(environment.profile(), "/v1/sandboxes/" + sandbox)
                        .path("status")
                        .asText()
                        .equals("ready"));
        String path = "/v1/sandboxes/" + sandbox + "/instance";
        client.put(environment.profile(), path, json("{\"instance\":\"" + sandbox + "-journeys\"}"), 200);
        client.put(environment.profile(), path, json("{\"instance\":\"" + sandbox + "-other\"}"), 409);
        report.note("sandbox id", created.path("id").asText());
    }

    private void ingest(DemoInput input, Expectation expected) throws IOException {
        Refusals refusals = new Refusals();
        client.bulk("/v1/persons/bulk", input.earlyPersons(), refusals.of("early persons"));
        client.bulk("/v1/accounts/bulk", input.accounts(), refusals.of("accounts"));
        client.bulk("/v1/persons/bulk", input.persons(), refusals.of("persons"));
        try (PartnerSystem partner = new PartnerSystem(environment, sandbox)) {
            partner.publishPersons(input.partnerPersons());
            quiet.untilQuiet();
            report.check("partner records refused", input.brokenPartnerLines().size(), partner.rejected());
        }
        report.check("early person lines refused", List.of(), refusals.lines("early persons"));
        report.check("account lines refused", input.brokenAccountLines(), refusals.lines("accounts"));
        report.check("person lines refused", input.brokenPersonLines(), refusals.lines("persons"));
        report.check(
                "accounts",
                expected.accountCount(),
                client.list(environment.profile(), "/v1/accounts").size());
        report.check(
                "persons",
                expected.personCount(),
                client.list(environment.profile(), "/v1/persons").size());
    }

    private void buildGroups(Expectation expected) {
        ids.put("employees", Integer.toString(Expectation.MINIMUM_EMPLOYEES));
        create("audience", environment.profile(), "/v1/audiences", Definitions.TARGET_AUDIENCE, 202);
        create("template", environment.buyingGroups(), "/v1/roles-templates", Definitions.ROLES_TEMPLATE, 201);
        publish(environment.buyingGroups(), "/v1/roles-templates/" + ids.get("template"));
        create("stages", environment.buyingGroups(), "/v1/stage-models", Definitions.STAGE_MODEL, 201);
        publish(environment.buyingGroups(), "/v1/stage-models/" + ids.get("stages"));
        create("interest", environment.buyingGroups(), "/v1/solution-interests", Definitions.SOLUTION_INTEREST, 201);
        quiet.untilQuiet();
        create("job", environment.buyingGroups(), "/v1/creation-jobs", Definitions.CREATION_JOB, 201);
        quiet.untilQuiet();

        JsonNode audience = client.get(environment.profile(), "/v1/audiences/" + ids.get("audience"));
        report.check(
                "audience members",
                expected.groups().size(),
                audience.path("memberCount").asInt());
        List<JsonNode> groups = groups();
        report.check("buying groups", expected.groups().size(), groups.size());
        report.check("completeness before", expected.distribution(), distribution(groups));
        report.check("wrong group completeness", 0L, wrongCompleteness(expected, groups));
        report.check(
                "members",
                expected.groups().values().stream()
                        .mapToInt(group -> group.members().size())
                        .sum(),
                client.get(
                                environment.buyingGroups(),
                                "/v1/buying-groups/summary?solutionInterest=" + ids.get("interest"))
                        .path("members")
                        .asInt());
    }

    private void runJourney(Expectation expected) {
        ids.put("linkedIn", environment.linkedIn().toString());
        create("email", environment.activation(), "/v1/emails", Definitions.EMAIL, 201);
        create("connection", environment.activation(), "/v1/linkedin-connections", Definitions.CONNECTION, 201);
        create("destination", environment.activation(), "/v1/destinations", Definitions.DESTINATION, 201);
        quiet.untilQuiet();
        create("journey", environment.journeys(), "/v1/journeys", Definitions.JOURNEY, 201);
        publish(environment.journeys(), "/v1/journeys/" + ids.get("journey"));
        Outcome outcome = Outcome.of(expected);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ended("other") == outcome.other() && ended("handed over") == outcome.complete());
        quiet.untilQuiet();
        checkJourney(
                "before the leads", expected.groups().size(), outcome.complete(), outcome.lacking(), outcome.other());
    }

    private void checkChannels(Expectation expected) {
        Outcome outcome = Outcome.of(expected);
        Mailbox mailbox = new Mailbox(client, environment.mailbox());
        mailbox.trust(environment.dkimName(), environment.dkimRecord());
        report.check("mails to members", outcome.mails(), mailbox.count("email"));
        report.check("members who have opted out", outcome.optedOut(), deliveries("suppressed"));
        report.check("sales alerts", outcome.complete(), mailbox.count("sales-alert"));
        report.check("uncertain messages", 0, deliveries("uncertain"));
        report.check("actions mailed twice", 0, mailbox.repeatedActions());
        report.check("mails whose signature does not verify", 0, mailbox.unverified());
        report.check("mails without both unsubscribe headers, signed", 0, mailbox.withoutUnsubscribe());
        checkAudience("", outcome.lackingNames(expected));
        checkUnsubscribe(mailbox, outcome);
    }

    private void checkUnsubscribe(Mailbox mailbox, Outcome outcome) {
        if (outcome.mails() < 2) {
            return;
        }
        List<Mailbox.Mail> mails = mailbox.first(2);
        report.check(
                "a GET on the unsubscribe link",
                200,
                client.call("GET", mails.get(0).unsubscribe(), null, null).statusCode());
        report.check("suppressed after the GET", 0, suppressions());
        report.check(
                "a POST on the unsubscribe link",
                200,
                client.call(
                                "POST",
                                mails.get(1).unsubscribe(),
                                "application/x-www-form-urlencoded",
                                "List-Unsubscribe=One-Click")
                        .statusCode());
        quiet.untilQuiet();
        report.check("suppressed after the POST", 1, suppressions());
    }

    private void submitLeads(Expectation expected, List<Lead> leads) {
        Outcome before = Outcome.of(expected);
        client.post(
                environment.activation(),
                "/v1/linkedin-connections/" + ids.get("connection") + "/lead-subscription",
                json("{\"webhookBaseUrl\":\"" + environment.activation() + "\"}"),
                201);
        for (Lead lead : leads) {
            client.callJson("POST", environment.linkedIn().resolve("/simulator/leads"), lead.submission());
            if (lead.accountKey() != null) {
                expected.lead(lead.accountKey(), Lead.TITLE);
            }
        }
        Outcome after = Outcome.of(expected);
        int woken = after.complete() - before.complete();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ended("handed over") == after.complete() && ended("other") == after.other());
        quiet.untilQuiet();

        List<JsonNode> found = client.list(environment.activation(), "/v1/leads");
        report.check("leads", leads.size(), found.size());
        report.check(
                "leads without an account",
                leads.stream().filter(lead -> lead.accountKey() == null).count(),
                found.stream().filter(lead -> !lead.hasNonNull("accountKey")).count());
        report.check("groups completed by a lead", Lead.COMPLETING, woken);
        report.check("completeness after", expected.distribution(), distribution(groups()));
        checkJourney("after the leads", expected.groups().size(), after.complete(), after.lacking(), after.other());
        Mailbox mailbox = new Mailbox(client, environment.mailbox());
        report.check("sales alerts in the end", after.complete(), mailbox.count("sales-alert"));
        report.check("mails to members in the end", before.mails(), mailbox.count("email"));
        checkAudience(" in the end", remaining(before, expected));
        report.check("companies added to the audience twice", 0L, addedTwice());
        report.check("groups at stage Ready for sales", after.complete(), (int) groups().stream()
                .filter(group -> "Ready for sales".equals(group.path("stage").asText()))
                .count());
    }

    private void readPartnerEvents(Expectation expected, List<Lead> leads) {
        try (PartnerSystem partner = new PartnerSystem(environment, sandbox)) {
            Map<String, Long> events = partner.groupEvents();
            report.check(
                    "groups the partner saw created",
                    (long) expected.groups().size(),
                    events.getOrDefault("io.coterie.buying-group.created.v1", 0L));
            long inGroups = leads.stream()
                    .filter(lead ->
                            lead.accountKey() != null && expected.groups().containsKey(lead.accountKey()))
                    .count();
            report.note(
                    "member-assigned events the partner saw",
                    events.getOrDefault("io.coterie.buying-group.member-assigned.v1", 0L));
            report.note("leads that joined a group", inGroups);
        }
    }

    private void checkJourney(String when, int entered, int complete, int listening, int other) {
        JsonNode statistics = statistics();
        report.check(
                "accounts that entered, " + when,
                entered,
                statistics.path("entered").asInt());
        report.check("runs handed over, " + when, complete, ended("handed over"));
        report.check("runs ended by the other path, " + when, other, ended("other"));
        report.check("runs timed out, " + when, 0, ended("timed out"));
        report.check(
                "runs that listen, " + when,
                listening,
                statistics.at("/byNode/listen/current").asInt());
    }

    private JsonNode statistics() {
        return client.get(environment.journeys(), "/v1/journeys/" + ids.get("journey") + "/statistics");
    }

    private int ended(String label) {
        return statistics().path("endedByLabel").path(label).asInt();
    }

    private int suppressions() {
        return client.list(environment.activation(), "/v1/suppressions").size();
    }

    private int deliveries(String state) {
        return client.get(environment.activation(), "/v1/deliveries/summary")
                .path("byState")
                .path(state)
                .asInt();
    }

    private List<JsonNode> groups() {
        return client.list(environment.buyingGroups(), "/v1/buying-groups?solutionInterest=" + ids.get("interest"));
    }

    private static Map<String, Integer> distribution(List<JsonNode> groups) {
        Map<String, Integer> bands = new LinkedHashMap<>();
        Expectation.Band.NAMES.forEach(band -> bands.put(band, 0));
        groups.forEach(group ->
                bands.merge(Expectation.Band.of(group.path("completeness").asDouble()), 1, Integer::sum));
        return bands;
    }

    private static long wrongCompleteness(Expectation expected, List<JsonNode> groups) {
        return groups.stream()
                .filter(group -> {
                    Expectation.Group wanted =
                            expected.groups().get(group.path("account").asText());
                    return wanted == null
                            || Math.abs(wanted.completeness()
                                            - group.path("completeness").asDouble())
                                    > 0.01;
                })
                .count();
    }

    private void checkAudience(String when, List<String> wanted) {
        List<String> found = linkedInCompanies();
        List<String> wrong = Stream.concat(
                        wanted.stream().filter(company -> !found.contains(company)),
                        found.stream().filter(company -> !wanted.contains(company)))
                .toList();
        report.check("audience members on LinkedIn" + when, wanted.size(), found.size());
        report.check("companies missing there or too many" + when, List.of(), wrong);
    }

    private List<String> linkedInCompanies() {
        return companies().stream()
                .map(company -> company.path("companyName").asText())
                .sorted()
                .toList();
    }

    private long addedTwice() {
        return companies().stream()
                .filter(company -> company.path("adds").asInt() > 1)
                .count();
    }

    private List<JsonNode> companies() {
        List<JsonNode> companies = new ArrayList<>();
        JsonNode segments = client.callJson(
                "GET",
                environment.linkedIn().resolve("/simulator/segments?sourceSegmentId=" + ids.get("destination")),
                null);
        segments.path("segments").forEach(segment -> segment.path("companies").forEach(companies::add));
        return companies;
    }

    private static List<String> remaining(Outcome before, Expectation expected) {
        return before.lackingKeys().stream()
                .filter(key -> {
                    Expectation.Group group = expected.groups().get(key);
                    return group != null && !group.isComplete();
                })
                .map(expected::accountName)
                .sorted()
                .toList();
    }

    private void create(String name, java.net.URI service, String path, String template, int status) {
        ids.put(
                name,
                client.post(service, path, fill(template, ids), status)
                        .path("id")
                        .asText());
    }

    private void publish(java.net.URI service, String path) {
        client.post(service, path + "/publish", json("{}"), 200);
    }

    private void whereToLook() {
        out.println();
        out.println("Where to look further");
        out.println("    groups      " + environment.buyingGroups() + "/v1/buying-groups?solutionInterest="
                + ids.get("interest"));
        out.println("    journey     " + environment.journeys() + "/v1/journeys/" + ids.get("journey") + "/statistics");
        out.println("    deliveries  " + environment.activation() + "/v1/deliveries");
        out.println("    mailbox     " + environment.mailbox() + "/messages");
        out.println("    input       " + environment.directory());
    }

    private void timed(Phase phase, Work work) throws IOException {
        watcher.phaseBegins(phase);
        Instant start = clock.instant();
        work.run();
        report.phase(phase.label(), Duration.between(start, clock.instant()));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** What the journey should have done with the groups as they are. */
    private record Outcome(int complete, int other, List<String> lackingKeys, int mails, int optedOut) {

        static Outcome of(Expectation expected) {
            int complete = 0;
            int other = 0;
            int mails = 0;
            int optedOut = 0;
            List<String> lacking = new ArrayList<>();
            for (Expectation.Group group : expected.groups().values()) {
                if (group.isComplete()) {
                    complete++;
                } else if (group.has(Role.DECISION_MAKER)) {
                    other++;
                } else {
                    lacking.add(group.accountKey);
                    int out = (int) group.members().stream()
                            .filter(Expectation.Member::optedOut)
                            .count();
                    optedOut += out;
                    mails += group.members().size() - out;
                }
            }
            return new Outcome(complete, other, lacking, mails, optedOut);
        }

        int lacking() {
            return lackingKeys.size();
        }

        List<String> lackingNames(Expectation expected) {
            return lackingKeys.stream().map(expected::accountName).sorted().toList();
        }
    }
}

package io.coterie.localstack.demo;

import static io.coterie.localstack.demo.Definitions.json;

import java.util.List;
import java.util.Map;

/** Leads that fill the gaps: groups become complete, runs wake, the audience shrinks. */
final class LeadRound {

    private static final String STAGE = "Ready for sales";

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;
    private final GroupBuilding groups;
    private final JourneyRun journey;
    private final LinkedInAudience audience;

    LeadRound(JobContext job, GroupBuilding groups, JourneyRun journey, LinkedInAudience audience) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
        this.groups = groups;
        this.journey = journey;
        this.audience = audience;
    }

    void submit(Expectation expected, List<Lead> leads) {
        Outcome before = Outcome.of(expected);
        client.post(
                environment.activation(),
                "/v1/linkedin-connections/" + job.id("connection") + "/lead-subscription",
                json("{\"webhookBaseUrl\":\"" + environment.activation() + "\"}"),
                201);
        for (Lead lead : leads) {
            client.callJson("POST", environment.linkedIn().resolve("/simulator/leads"), lead.submission());
            if (lead.accountKey() != null) {
                expected.lead(lead.accountKey(), Lead.TITLE, lead.address());
            }
        }
        Outcome after = Outcome.of(expected);
        int woken = after.complete() - before.complete();
        journey.untilEnded(after);
        job.untilQuiet();

        report.checkAll(
                "leads, by account and how it was found",
                leads.stream().map(Lead::listed).toList(),
                listed("/v1/leads"));
        report.checkAll(
                "leads listed as without an account",
                leads.stream()
                        .filter(lead -> lead.accountKey() == null)
                        .map(Lead::listed)
                        .toList(),
                listed("/v1/leads?matched=false"));
        report.check(
                "persons in the end",
                expected.personCount() + leads.size(),
                client.list(environment.profile(), "/v1/persons").size());
        report.check("groups completed by a lead", Lead.COMPLETING, woken);
        report.check("completeness after", expected.distribution(), GroupBuilding.distribution(groups.groups()));
        journey.check("after the leads", expected.groups().size(), after);
        Mailbox mailbox = new Mailbox(client, environment.mailbox());
        report.checkAll("sales alerts in the end", after.alerts(expected), mailbox.subjects("sales-alert"));
        report.checkAll("mails to members in the end", before.recipients(), mailbox.recipients("email"));
        report.check("mails of any kind in the end", before.recipients().size() + after.complete(), mailbox.count());
        report.check("uncertain messages in the end", 0, job.messages("uncertain"));
        audience.check(" in the end", remaining(before, expected), expected);
        if (job.isDisturbed()) {
            // One call is open at a time. What was in the call that was cut is told again, all of it in one call.
            report.note("companies sent to LinkedIn twice", audience.sentTwice());
            report.checkAtMost("calls that told LinkedIn something twice", job.cutCalls(), audience.repeatingCalls());
        } else {
            report.check("companies sent to LinkedIn twice", 0L, audience.sentTwice());
        }
        report.checkAll(
                "groups at stage Ready for sales",
                after.completeKeys(),
                groups.groups().stream()
                        .filter(group -> STAGE.equals(group.path("stage").asText()))
                        .map(group -> group.path("account").asText())
                        .toList());
    }

    /** Whoever reads only the events knows every group as it is. */
    void readPartnerEvents(Expectation expected) {
        try (PartnerSystem partner = new PartnerSystem(environment, job.sandbox())) {
            GroupNews news = partner.groupNews();
            Outcome outcome = Outcome.of(expected);
            report.checkAll(
                    "groups the partner saw created, by account",
                    expected.groups().keySet(),
                    news.created());
            report.checkAll(
                    "members the partner saw, by role", expected.memberships(), news.memberships(addresses(expected)));
            report.checkAll(
                    "completeness the partner saw, by account",
                    expected.groups().values().stream()
                            .map(group -> GroupNews.percent(group.accountKey, group.completeness()))
                            .toList(),
                    news.completeness());
            report.checkAll("groups the partner saw at Ready for sales", outcome.completeKeys(), news.at(STAGE));
        }
    }

    /** Those of the files, and those of the leads, whose keys the service makes. */
    private Map<String, String> addresses(Expectation expected) {
        Map<String, String> addresses = expected.addresses();
        client.list(environment.activation(), "/v1/leads")
                .forEach(lead -> addresses.put(
                        lead.path("personKey").asText(),
                        lead.at("/person/workEmail/address").asText()));
        return addresses;
    }

    private List<String> listed(String path) {
        return client.list(environment.activation(), path).stream()
                .map(lead -> Lead.listed(
                        lead.at("/person/workEmail/address").asText(),
                        lead.hasNonNull("accountKey") ? lead.get("accountKey").asText() : null,
                        lead.path("match").asText()))
                .toList();
    }

    private static List<String> remaining(Outcome before, Expectation expected) {
        return before.lackingKeys().stream()
                .filter(key -> {
                    Expectation.Group group = expected.groups().get(key);
                    return group != null && !group.isComplete();
                })
                .toList();
    }
}

package io.coterie.localstack.demo;

import static io.coterie.localstack.demo.Definitions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Leads that fill the gaps: groups become complete, runs wake, the audience shrinks. */
final class LeadRound {

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
                expected.lead(lead.accountKey(), Lead.TITLE);
            }
        }
        Outcome after = Outcome.of(expected);
        int woken = after.complete() - before.complete();
        journey.untilEnded(after);
        job.untilQuiet();

        List<JsonNode> found = client.list(environment.activation(), "/v1/leads");
        report.check("leads", leads.size(), found.size());
        report.check(
                "leads without an account",
                leads.stream().filter(lead -> lead.accountKey() == null).count(),
                found.stream().filter(lead -> !lead.hasNonNull("accountKey")).count());
        report.check("groups completed by a lead", Lead.COMPLETING, woken);
        report.check("completeness after", expected.distribution(), GroupBuilding.distribution(groups.groups()));
        journey.check("after the leads", expected.groups().size(), after);
        Mailbox mailbox = new Mailbox(client, environment.mailbox());
        report.check("sales alerts in the end", after.complete(), mailbox.count("sales-alert"));
        report.check("mails to members in the end", before.mails(), mailbox.count("email"));
        audience.check(" in the end", remaining(before, expected));
        if (job.isDisturbed()) {
            // An answer that a killed process did not hear is asked for again.
            report.note("companies sent to LinkedIn twice", audience.sentTwice());
        } else {
            report.check("companies sent to LinkedIn twice", 0L, audience.sentTwice());
        }
        report.check("groups at stage Ready for sales", after.complete(), (int) groups.groups().stream()
                .filter(group -> "Ready for sales".equals(group.path("stage").asText()))
                .count());
    }

    void readPartnerEvents(Expectation expected, List<Lead> leads) {
        try (PartnerSystem partner = new PartnerSystem(environment, job.sandbox())) {
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
}

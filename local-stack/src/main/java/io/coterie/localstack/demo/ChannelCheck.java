package io.coterie.localstack.demo;

import java.util.List;

/** What reached people: mails, alerts, unsubscribe links and the audience on LinkedIn. */
final class ChannelCheck {

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;
    private final LinkedInAudience audience;

    ChannelCheck(JobContext job, LinkedInAudience audience) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
        this.audience = audience;
    }

    void check(Expectation expected) {
        Outcome outcome = Outcome.of(expected);
        Mailbox mailbox = new Mailbox(client, environment.mailbox());
        mailbox.trust(environment.dkimName(), environment.dkimRecord());
        report.checkAll("mails to members, by recipient", outcome.recipients(), mailbox.recipients("email"));
        report.check("members who have opted out", outcome.optedOut(), deliveries("suppressed"));
        report.checkAll(
                "sales alerts, by recipient and subject", outcome.alerts(expected), mailbox.subjects("sales-alert"));
        report.check("uncertain messages", 0, deliveries("uncertain"));
        report.check("actions mailed twice", 0, mailbox.repeatedActions());
        report.check("mails whose signature does not verify", 0, mailbox.unverified());
        report.check("mails without both unsubscribe headers, signed", 0, mailbox.withoutUnsubscribe());
        audience.check("", outcome.lackingKeys(), expected);
        checkUnsubscribe(mailbox, outcome);
    }

    private void checkUnsubscribe(Mailbox mailbox, Outcome outcome) {
        if (outcome.recipients().size() < 2) {
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
        job.untilQuiet();
        report.check("suppressed after the POST", 1, suppressions());
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
}

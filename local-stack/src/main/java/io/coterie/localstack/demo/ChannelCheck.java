package io.coterie.localstack.demo;

import java.util.List;

/** What reached people: mails, alerts, unsubscribe links and the audience on LinkedIn. */
final class ChannelCheck {

    /** One recipient's link is only looked at, another's is used. */
    private static final int UNSUBSCRIBING = 2;

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
        checkHandOvers(outcome);
        report.checkAll("mails to members, by recipient", outcome.recipients(), mailbox.recipients("email"));
        report.check("members who have opted out", outcome.optedOut(), job.messages("suppressed"));
        report.checkAll(
                "sales alerts, by recipient and subject", outcome.alerts(expected), mailbox.subjects("sales-alert"));
        report.check("mails of any kind", outcome.recipients().size() + outcome.complete(), mailbox.count());
        report.check("actions mailed twice", 0, mailbox.repeatedActions());
        report.check("mails whose signature does not verify", 0, mailbox.unverified());
        report.check("mails without both unsubscribe headers, signed", 0, mailbox.withoutUnsubscribe());
        audience.check("", outcome.lackingKeys(), expected);
        checkUnsubscribe(mailbox);
    }

    /** Fails when there are too few mails to try what their links do. */
    static void requireRecipients(Outcome outcome) {
        if (outcome.recipients().size() < UNSUBSCRIBING) {
            throw new IllegalStateException(
                    "Expected at least " + UNSUBSCRIBING + " mails to members, but the input implies "
                            + outcome.recipients().size() + "; use more --accounts");
        }
    }

    /** A hand-over that was cut leaves its message uncertain: counted, listed, and never sent again by itself. */
    private void checkHandOvers(Outcome outcome) {
        int uncertain = job.messages("uncertain");
        report.check(
                "messages delivered or uncertain",
                outcome.recipients().size() + outcome.complete(),
                job.messages("sent") + uncertain);
        if (job.isDisturbed()) {
            report.checkAtMost("uncertain messages", job.cutHandOvers(), uncertain);
            job.settleUncertain();
        } else {
            report.check("uncertain messages", 0, uncertain);
        }
    }

    private void checkUnsubscribe(Mailbox mailbox) {
        List<Mailbox.Mail> mails = mailbox.first(UNSUBSCRIBING);
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
}

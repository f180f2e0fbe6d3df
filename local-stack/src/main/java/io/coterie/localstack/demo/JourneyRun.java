package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The journey that mails members, fills gaps and hands complete groups to sales; and one to which nobody answers. */
final class JourneyRun {

    private static final String MAIN = "journey";
    private static final String UNANSWERED = "unanswered journey";
    private static final String TIMED_OUT = "timed out";

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;

    JourneyRun(JobContext job) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
    }

    void run(Expectation expected) {
        job.word("linkedIn", environment.linkedIn().toString());
        job.create("email", environment.activation(), "/v1/emails", Definitions.EMAIL, 201);
        job.create("connection", environment.activation(), "/v1/linkedin-connections", Definitions.CONNECTION, 201);
        job.create("destination", environment.activation(), "/v1/destinations", Definitions.DESTINATION, 201);
        job.untilQuiet();
        publish(MAIN, Definitions.JOURNEY);
        Outcome outcome = Outcome.of(expected);
        untilEnded(outcome);
        job.untilQuiet();
        check("before the leads", expected.groups().size(), outcome);
    }

    void check(String when, int entered, Outcome outcome) {
        JsonNode statistics = statistics(MAIN);
        report.check(
                "accounts that entered, " + when,
                entered,
                statistics.path("entered").asInt());
        report.check("runs handed over, " + when, outcome.complete(), ended("handed over"));
        report.check("runs ended by the other path, " + when, outcome.other(), ended("other"));
        report.check("runs timed out, " + when, 0, ended(TIMED_OUT));
        report.check(
                "runs that listen, " + when,
                outcome.lacking(),
                statistics.at("/byNode/listen/current").asInt());
    }

    /** Nothing happens to the groups any more, so every account that listens now takes its time-out path. */
    void listenInVain(Expectation expected) {
        publish(UNANSWERED, Definitions.UNANSWERED_JOURNEY);
        // Whoever has not entered yet is work to do.
        job.untilQuiet();
        job.until(() -> statistics(UNANSWERED).required("active").intValue() == 0);
        report.check("runs timed out where nobody answered", expected.groups().size(), ended(UNANSWERED, TIMED_OUT));
    }

    /** Waits until as many runs have ended each way. */
    void untilEnded(Outcome outcome) {
        int total = outcome.other() + outcome.complete();
        job.until(() -> {
            int other = ended("other");
            int complete = ended("handed over");
            job.progress().reached("runs that have ended", () -> other + complete, total);
            return other == outcome.other() && complete == outcome.complete();
        });
    }

    private void publish(String journey, String definition) {
        job.create(journey, environment.journeys(), "/v1/journeys", definition, 201);
        job.publish(environment.journeys(), "/v1/journeys/" + job.id(journey));
    }

    private JsonNode statistics(String journey) {
        return client.get(environment.journeys(), "/v1/journeys/" + job.id(journey) + "/statistics");
    }

    private int ended(String label) {
        return ended(MAIN, label);
    }

    /** A label that no run has ended with is not among them. */
    private int ended(String journey, String label) {
        return statistics(journey).required("endedByLabel").path(label).asInt();
    }
}

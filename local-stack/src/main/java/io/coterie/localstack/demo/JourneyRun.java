package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The journey that mails members, fills gaps and hands complete groups to sales. */
final class JourneyRun {

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
        job.create("journey", environment.journeys(), "/v1/journeys", Definitions.JOURNEY, 201);
        job.publish(environment.journeys(), "/v1/journeys/" + job.id("journey"));
        Outcome outcome = Outcome.of(expected);
        untilEnded(outcome);
        job.untilQuiet();
        check("before the leads", expected.groups().size(), outcome);
    }

    void check(String when, int entered, Outcome outcome) {
        JsonNode statistics = statistics();
        report.check(
                "accounts that entered, " + when,
                entered,
                statistics.path("entered").asInt());
        report.check("runs handed over, " + when, outcome.complete(), ended("handed over"));
        report.check("runs ended by the other path, " + when, outcome.other(), ended("other"));
        report.check("runs timed out, " + when, 0, ended("timed out"));
        report.check(
                "runs that listen, " + when,
                outcome.lacking(),
                statistics.at("/byNode/listen/current").asInt());
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

    private JsonNode statistics() {
        return client.get(environment.journeys(), "/v1/journeys/" + job.id("journey") + "/statistics");
    }

    private int ended(String label) {
        return statistics().path("endedByLabel").path(label).asInt();
    }
}

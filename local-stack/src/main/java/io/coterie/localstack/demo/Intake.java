package io.coterie.localstack.demo;

import static io.coterie.localstack.demo.Definitions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A sandbox, and the companies and people in it: over REST, in bulk, and from a partner. */
final class Intake {

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;

    Intake(JobContext job) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
    }

    void provision() {
        client.post(
                environment.profile(),
                "/v1/sandboxes",
                json("{\"name\":\"" + job.sandbox() + "\",\"title\":\"Demonstration\"}"),
                201);
        job.until(() -> client.get(environment.profile(), "/v1/sandboxes/" + job.sandbox())
                .path("status")
                .asText()
                .equals("ready"));
        String path = "/v1/sandboxes/" + job.sandbox() + "/instance";
        client.put(environment.profile(), path, json("{\"instance\":\"" + job.sandbox() + "-journeys\"}"), 200);
        client.put(environment.profile(), path, json("{\"instance\":\"" + job.sandbox() + "-other\"}"), 409);
        job.untilQuiet();
    }

    void ingest(DemoInput input, Expectation expected) throws IOException {
        Refusals refusals = sendInBulk(input);
        try (PartnerSystem partner = new PartnerSystem(environment, job.sandbox())) {
            partner.publishPersons(input.partnerPersons());
            job.untilQuiet();
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

    /** Some persons come before their account, and wait for it. */
    Refusals sendInBulk(DemoInput input) throws IOException {
        Refusals refusals = new Refusals();
        bulk("/v1/persons/bulk", input.earlyPersons(), "early persons", refusals);
        bulk("/v1/accounts/bulk", input.accounts(), "accounts", refusals);
        bulk("/v1/persons/bulk", input.persons(), "persons", refusals);
        return refusals;
    }

    private void bulk(String path, Path file, String what, Refusals refusals) throws IOException {
        int total;
        try (Stream<String> lines = Files.lines(file)) {
            total = (int) lines.count();
        }
        Consumer<JsonNode> refused = refusals.of(what);
        client.bulk(path, file, result -> {
            refused.accept(result);
            job.progress().reached(what, () -> result.path("line").asInt(), total);
        });
    }
}

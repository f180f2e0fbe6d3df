package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What LinkedIn holds of the destination, beside what it should hold. */
final class LinkedInAudience {

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;

    LinkedInAudience(JobContext job) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
    }

    /** Exactly these accounts' companies are there, each once, by name and domain. */
    void check(String when, List<String> accountKeys, Expectation expected) {
        report.checkAll(
                "companies on LinkedIn, by name and domain" + when,
                accountKeys.stream()
                        .map(key -> expected.accountName(key) + " (" + expected.website(key) + ")")
                        .toList(),
                companies().stream()
                        .map(company -> company.path("companyName").asText() + " ("
                                + company.path("companyWebsiteDomain").asText() + ")")
                        .toList());
    }

    /** Companies that LinkedIn was told to add more than once; it makes one entry of them. */
    long sentTwice() {
        return companies().stream()
                .filter(company -> company.path("adds").asInt() > 1)
                .count();
    }

    /** In how many calls that was: those of one call are changed at the same moment. */
    long repeatingCalls() {
        return companies().stream()
                .filter(company -> company.path("adds").asInt() > 1)
                .map(company -> company.path("lastChange").asLong())
                .distinct()
                .count();
    }

    private List<JsonNode> companies() {
        List<JsonNode> companies = new ArrayList<>();
        JsonNode segments = client.callJson(
                "GET",
                environment.linkedIn().resolve("/simulator/segments?sourceSegmentId=" + job.id("destination")),
                null);
        segments.path("segments").forEach(segment -> segment.path("companies").forEach(companies::add));
        return companies;
    }
}

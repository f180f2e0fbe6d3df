package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What LinkedIn holds of the destination, beside what it should hold. */
final class LinkedInAudience {

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;

    private static final int SHOWN = 5;

    LinkedInAudience(JobContext job) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
    }

    /** Two numbers; a difference is shown with the first few companies, not with all of them. */
    void check(String when, List<String> wanted) {
        List<String> found = linkedInCompanies();
        List<String> wrong = Stream.concat(
                        wanted.stream().filter(company -> !found.contains(company)),
                        found.stream().filter(company -> !wanted.contains(company)))
                .toList();
        report.check("audience members on LinkedIn" + when, wanted.size(), found.size());
        report.check("companies missing there or too many" + when, few(List.of()), few(wrong));
    }

    private static String few(List<String> names) {
        return names.size()
                + (names.isEmpty() ? "" : ": " + String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))));
    }

    private List<String> linkedInCompanies() {
        return companies().stream()
                .map(company -> company.path("companyName").asText())
                .sorted()
                .toList();
    }

    /** Companies that LinkedIn was told to add more than once; it makes one entry of them. */
    long sentTwice() {
        return companies().stream()
                .filter(company -> company.path("adds").asInt() > 1)
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

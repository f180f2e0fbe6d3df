package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From an audience, a template and an interest to buying groups, and whether they are as the input implies. */
final class GroupBuilding {

    private final JobContext job;
    private final DemoEnvironment environment;
    private final SuiteClient client;
    private final Report report;

    GroupBuilding(JobContext job) {
        this.job = job;
        this.environment = job.environment();
        this.client = job.client();
        this.report = job.report();
    }

    void build(Expectation expected) {
        job.word("employees", Integer.toString(Expectation.MINIMUM_EMPLOYEES));
        job.create("audience", environment.profile(), "/v1/audiences", Definitions.TARGET_AUDIENCE, 202);
        job.create("template", environment.buyingGroups(), "/v1/roles-templates", Definitions.ROLES_TEMPLATE, 201);
        job.publish(environment.buyingGroups(), "/v1/roles-templates/" + job.id("template"));
        job.create("stages", environment.buyingGroups(), "/v1/stage-models", Definitions.STAGE_MODEL, 201);
        job.publish(environment.buyingGroups(), "/v1/stage-models/" + job.id("stages"));
        job.create(
                "interest", environment.buyingGroups(), "/v1/solution-interests", Definitions.SOLUTION_INTEREST, 201);
        job.untilQuiet(
                "accounts in the audience",
                () -> audience().path("memberCount").asInt(),
                expected.groups().size());
        int wantedMembers = expected.memberships().size();
        job.create("job", environment.buyingGroups(), "/v1/creation-jobs", Definitions.CREATION_JOB, 201);
        job.untilQuiet("members", this::members, wantedMembers);

        report.check(
                "audience members",
                expected.groups().size(),
                audience().path("memberCount").asInt());
        List<JsonNode> groups = groups();
        report.check("buying groups", expected.groups().size(), groups.size());
        report.check("completeness before", expected.distribution(), distribution(groups));
        report.checkAll(
                "completeness before, by account",
                expected.groups().values().stream()
                        .map(group -> GroupNews.percent(group.accountKey, group.completeness()))
                        .toList(),
                groups.stream()
                        .map(group -> GroupNews.percent(
                                group.path("account").asText(),
                                group.path("completeness").asDouble()))
                        .toList());
        report.check("members", wantedMembers, (int) members());
        report.checkAll("members, by role and reason", expected.reasons(), reasons(groups, wantedMembers));
    }

    private JsonNode audience() {
        return client.get(environment.profile(), "/v1/audiences/" + job.id("audience"));
    }

    private long members() {
        return client.get(
                        environment.buyingGroups(), "/v1/buying-groups/summary?solutionInterest=" + job.id("interest"))
                .path("members")
                .asLong();
    }

    /** As somebody reads them who asks of every group why its members are members. */
    private List<String> reasons(List<JsonNode> groups, int wanted) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode group : groups) {
            job.progress().reached("reasons of members", reasons::size, wanted);
            String members = "/v1/buying-groups/" + group.path("id").asText() + "/members";
            client.list(environment.buyingGroups(), members)
                    .forEach(member -> reasons.add(reason(group.path("account").asText(), member)));
        }
        return reasons;
    }

    private static String reason(String accountKey, JsonNode member) {
        JsonNode reason = member.path("reason");
        JsonNode condition = reason.path("condition");
        return Expectation.reason(
                accountKey,
                member.path("role").asText(),
                member.path("email").asText(),
                reason.path("cause").asText(),
                condition.path("matched").asBoolean()
                        ? condition.findPath("actual").asText()
                        : "nothing");
    }

    List<JsonNode> groups() {
        return client.list(environment.buyingGroups(), "/v1/buying-groups?solutionInterest=" + job.id("interest"));
    }

    static Map<String, Integer> distribution(List<JsonNode> groups) {
        Map<String, Integer> bands = new LinkedHashMap<>();
        Expectation.Band.NAMES.forEach(band -> bands.put(band, 0));
        groups.forEach(group ->
                bands.merge(Expectation.Band.of(group.path("completeness").asDouble()), 1, Integer::sum));
        return bands;
    }
}

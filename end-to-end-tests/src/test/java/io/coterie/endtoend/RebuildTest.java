package io.coterie.endtoend;

import static io.coterie.localstack.demo.Definitions.fill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.Topics;
import io.coterie.localstack.demo.Definitions;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What a service knows of others it can learn again from the state topics, and then it answers as before. profile-service
 * owns what it stores, and nobody else could tell it again; it learns only its directory of sandboxes.
 */
@Order(3)
class RebuildTest {

    private static final List<String> LEARNT_BY_BUYING_GROUPS =
            List.of("sandbox", "account", "person", "person_account", "audience", "audience_account");

    private static final List<String> LEARNT_BY_ACTIVATION =
            List.of("sandbox", "account", "person", "person_account", "buying_group");

    private static final String EVERY_OFFSET = "truncate consumed_offset";

    /** The other topics bring what would be done again. */
    private static final String OFFSETS_OF_SANDBOXES =
            "delete from consumed_offset where topic = '" + Topics.SANDBOXES + "'";

    private static final String COUNTING_JOURNEY = """
            {"name": "%name%", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "gap"},
              {"id": "gap", "type": "split-by-accounts", "paths": [
                 {"label": "complete", "next": "complete", "condition":
                   {"buyingGroup": {"where": {"all": [
                     {"group": {"field": "solutionInterest", "operator": "IS", "value": ["%interest%"]}},
                     {"group": {"field": "completeness", "operator": "AT_LEAST", "value": 100}}]}}}},
                 {"label": "engineers", "next": "engineers", "condition":
                   {"people": {"quantifier": {"atLeast": 2}, "where":
                     {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Engineer"]}}}}},
                 {"label": "software", "next": "software", "condition":
                   {"account": {"field": "accountOrganization.industry", "operator": "IS", "value": ["Software"]}}}],
               "otherAccounts": {"label": "other", "next": "other"}},
              {"id": "complete", "type": "end", "label": "complete"},
              {"id": "engineers", "type": "end", "label": "engineers"},
              {"id": "software", "type": "end", "label": "software"},
              {"id": "other", "type": "end", "label": "other"}]}""";

    private static final String ALERTING_JOURNEY = """
            {"name": "alert for one", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "one"},
              {"id": "one", "type": "split-by-accounts", "paths": [
                 {"label": "one", "next": "alert", "condition":
                   {"account": {"field": "accountName", "operator": "IS", "value": ["%account%"]}}}],
               "otherAccounts": {"label": "other", "next": "other"}},
              {"id": "alert", "type": "action", "next": "told", "action":
                 {"kind": "send-sales-alert", "solutionInterest": "%interest%", "recipients": ["rebuilt@acme.example"]}},
              {"id": "told", "type": "end", "label": "told"},
              {"id": "other", "type": "end", "label": "other"}]}""";

    private MainJobRun run;
    private Stack stack;
    private Api api;

    @BeforeEach
    void theMainJobIsDone() throws IOException {
        run = MainJobRun.done();
        stack = run.stack();
        api = run.api();
    }

    @Test
    @Order(1)
    void anEmptiedReplicaIsReadAgainAndChangesNoGroup() throws SQLException {
        Map<String, JsonNode> before = groups(run.job().idOf("interest"));

        forgetAndLearn(Part.BUYING_GROUP_SERVICE, LEARNT_BY_BUYING_GROUPS, EVERY_OFFSET);

        assertThat(groups(run.job().idOf("interest"))).isEqualTo(before);
    }

    @Test
    @Order(2)
    void aJourneyDecidesTheSameAfterTheServiceGotAnEmptyDatabase() throws SQLException {
        Map<String, Integer> before = endsOf(publishCounting("counted before"));
        assertThat(before.values()).as("every path is taken: %s", before).hasSize(4);

        giveEmptyDatabase(Part.JOURNEY_SERVICE);
        assertThat(api.list(Part.JOURNEY_SERVICE, "/v1/journeys")).isEmpty();

        assertThat(endsOf(publishCounting("counted after"))).isEqualTo(before);
    }

    @Test
    @Order(3)
    @DisplayName("ENG-08, decision 0007: in an empty database the same definitions make the same groups and scores")
    void theSameDefinitionsMakeTheSameGroupsAndScoresInAnEmptyDatabase() throws SQLException {
        someoneDoesSomething();
        Map<String, List<String>> before = scoredMembersByAccount(run.job().idOf("interest"));
        assertThat(before.values().stream().map(List::getLast).distinct().toList())
                .as("engagements of groups")
                .hasSizeGreaterThan(3)
                .doesNotContain("engagement none");

        giveEmptyDatabase(Part.BUYING_GROUP_SERVICE);
        assertThat(api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups")).isEmpty();
        Map<String, String> ids = new HashMap<>();
        ids.put("audience", run.job().idOf("audience"));
        define(ids, "template", "/v1/roles-templates", Definitions.ROLES_TEMPLATE);
        api.post(Part.BUYING_GROUP_SERVICE, "/v1/roles-templates/" + ids.get("template") + "/publish", "{}")
                .expect(200);
        define(ids, "stages", "/v1/stage-models", Definitions.STAGE_MODEL);
        api.post(Part.BUYING_GROUP_SERVICE, "/v1/stage-models/" + ids.get("stages") + "/publish", "{}")
                .expect(200);
        define(ids, "interest", "/v1/solution-interests", Definitions.SOLUTION_INTEREST);
        define(ids, "job", "/v1/creation-jobs", Definitions.CREATION_JOB);
        AtRest.await(api);

        assertThat(scoredMembersByAccount(Objects.requireNonNull(ids.get("interest"))))
                .isEqualTo(before);
    }

    /** With its offsets the service forgets which actions it has read; it must know those it has carried out. */
    @Test
    @Order(4)
    void activationReadsItsReplicaAgainAndSendsNothingTwice() throws SQLException {
        MailboxView mailbox = MailboxView.of(stack);
        List<String> mails = mailbox.receipts();
        JsonNode companies = companiesOnLinkedIn();
        List<JsonNode> leads = api.list(Part.ACTIVATION_SERVICE, "/v1/leads");

        forgetAndLearn(Part.ACTIVATION_SERVICE, LEARNT_BY_ACTIVATION, EVERY_OFFSET);

        assertThat(mailbox.receipts()).isEqualTo(mails).isNotEmpty();
        assertThat(companiesOnLinkedIn()).isEqualTo(companies);
        assertThat(api.list(Part.ACTIVATION_SERVICE, "/v1/leads")).isEqualTo(leads);

        JsonNode group = someGroup();
        var _ = publish(
                ALERTING_JOURNEY,
                Map.of(
                        "account", group.get("accountName").asText(),
                        "interest", group.get("solutionInterest").asText()));
        assertThat(mailbox.subjectsTo("rebuilt@acme.example"))
                .containsExactly("Buying group " + group.get("name").asText() + ": "
                        + group.get("completenessDisplayed").asText() + " % complete");
    }

    @Test
    @Order(5)
    void profilesLearnAgainWhichSandboxesThereAre() throws SQLException {
        int persons = api.list(Part.PROFILE_SERVICE, "/v1/persons").size();

        forgetAndLearn(Part.PROFILE_SERVICE, List.of("sandbox"), OFFSETS_OF_SANDBOXES);

        assertThat(api.list(Part.PROFILE_SERVICE, "/v1/persons")).hasSize(persons);
    }

    /** One whose account's name needs no care in JSON. */
    private JsonNode someGroup() {
        return api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups").stream()
                .filter(group -> group.get("accountName").asText().matches("[A-Za-z ]+"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode companiesOnLinkedIn() {
        return api.get(stack.url(Part.SIMULATORS)
                        .resolve("/simulator/segments?sourceSegmentId="
                                + run.job().idOf("destination")))
                .expect(200);
    }

    /** In the end there must be in the tables what there was before. */
    private void forgetAndLearn(Part service, List<String> tables, String offsets) throws SQLException {
        ServiceDatabase database = ServiceDatabase.of(stack, service);
        Map<String, ServiceDatabase.Contents> before = database.contents(tables);
        assertThat(before.values()).as("learnt: %s", before).allMatch(table -> table.rows() > 0);
        database.truncate(tables, offsets);
        AtRest.await(api);
        assertThat(database.contents(tables)).isEqualTo(before);
    }

    private void giveEmptyDatabase(Part service) throws SQLException {
        ServiceDatabase.of(stack, service).recreate();
        AtRest.await(api);
    }

    private void define(Map<String, String> ids, String name, String path, String definition) {
        ids.put(
                name,
                api.post(Part.BUYING_GROUP_SERVICE, path, fill(definition, ids).toString())
                        .expect(201)
                        .get("id")
                        .asText());
    }

    private String publishCounting(String name) {
        return publish(
                COUNTING_JOURNEY, Map.of("name", name, "interest", run.job().idOf("interest")));
    }

    private String publish(String template, Map<String, String> words) {
        Map<String, String> values = new HashMap<>(words);
        values.put("audience", run.job().idOf("audience"));
        String journey = fill(template, values).toString();
        String id = api.post(Part.JOURNEY_SERVICE, "/v1/journeys", journey)
                .expect(201)
                .get("id")
                .asText();
        api.post(Part.JOURNEY_SERVICE, "/v1/journeys/" + id + "/publish", "{}").expect(200);
        AtRest.await(api);
        return id;
    }

    private Map<String, Integer> endsOf(String journey) {
        JsonNode statistics = api.get(Part.JOURNEY_SERVICE, "/v1/journeys/" + journey + "/statistics")
                .expect(200);
        Map<String, Integer> ends = new TreeMap<>();
        statistics
                .get("endedByLabel")
                .properties()
                .forEach(end -> ends.put(end.getKey(), end.getValue().intValue()));
        return ends;
    }

    /** Whole groups, with revision and time of the last change, and their members with reasons. */
    private Map<String, JsonNode> groups(String interest) {
        Map<String, JsonNode> groups = new TreeMap<>();
        for (JsonNode group : api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups?solutionInterest=" + interest)) {
            groups.put(group.get("id").asText(), group);
            groups.put(group.get("id").asText() + " members", membersOf(group));
        }
        return groups;
    }

    /** The first members of each group fill in forms and open mails, each differently often. */
    private void someoneDoesSomething() {
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
        List<String> events = new ArrayList<>();
        for (JsonNode group : groups(run.job().idOf("interest")).values()) {
            if (!group.has("items")) {
                continue;
            }
            for (JsonNode member : group.get("items")) {
                events.add("""
                        {"_id": "rebuild-%d", "eventType": "%s", "timestamp": "%s", "personKey": {"sourceKey": "%s"}}""".formatted(
                                events.size(),
                                events.size() % 3 == 0 ? "web.formFilledOut" : "directMarketing.emailOpened",
                                yesterday.minus(events.size() % 10, ChronoUnit.DAYS),
                                member.get("personKey").asText()));
            }
        }
        api.bulk(Part.PROFILE_SERVICE, "/v1/experience-events/bulk", events);
        AtRest.await(api);
    }

    private Map<String, List<String>> scoredMembersByAccount(String interest) {
        api.post(Part.BUYING_GROUP_SERVICE, "/v1/engagement-runs", "{}").expect(202);
        AtRest.await(api);
        return membersByAccount(interest);
    }

    private Map<String, List<String>> membersByAccount(String interest) {
        return api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups?solutionInterest=" + interest).stream()
                .collect(Collectors.toMap(group -> group.get("account").asText(), this::rolesTaken));
    }

    private List<String> rolesTaken(JsonNode group) {
        List<String> taken = membersOf(group)
                .get("items")
                .valueStream()
                .map(member -> member.get("personKey").asText() + " is "
                        + member.get("role").asText() + ", " + engagementOf(member))
                .sorted()
                .collect(Collectors.toList());
        taken.add("completeness " + group.get("completeness").asText());
        taken.add(engagementOf(group));
        return taken;
    }

    /** Rounded, because the order in which members are added up is free. */
    private static String engagementOf(JsonNode scored) {
        return "engagement "
                + (scored.has("engagement")
                        ? String.format(
                                Locale.ROOT, "%.6f", scored.get("engagement").doubleValue())
                        : "none");
    }

    private JsonNode membersOf(JsonNode group) {
        return api.get(
                        Part.BUYING_GROUP_SERVICE,
                        "/v1/buying-groups/" + group.get("id").asText() + "/members?limit=1000")
                .expect(200);
    }
}

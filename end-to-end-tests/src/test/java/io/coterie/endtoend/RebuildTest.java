package io.coterie.endtoend;

import static io.coterie.localstack.demo.Definitions.fill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.demo.Definitions;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

/** What a service knows of others it can learn again from the state topics, and then it answers as before. */
@Order(3)
class RebuildTest {

    private static final List<String> LEARNT_BY_BUYING_GROUPS = List.of(
            "sandbox", "account", "person", "person_account", "audience", "audience_account", "consumed_offset");

    private static final List<String> LEARNT_BY_ACTIVATION =
            List.of("sandbox", "account", "person", "person_account", "buying_group", "consumed_offset");

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

        forget(Part.BUYING_GROUP_SERVICE, "buying_group", LEARNT_BY_BUYING_GROUPS);

        assertThat(groups(run.job().idOf("interest"))).isEqualTo(before);
    }

    @Test
    @Order(2)
    void aJourneyDecidesTheSameAfterTheServiceGotAnEmptyDatabase() throws SQLException {
        Map<String, Integer> before = endsOf(publish("counted before"));
        assertThat(before.values()).as("every path is taken: %s", before).hasSize(4);

        giveEmptyDatabase(Part.JOURNEY_SERVICE, "journey");
        assertThat(api.list(Part.JOURNEY_SERVICE, "/v1/journeys")).isEmpty();

        assertThat(endsOf(publish("counted after"))).isEqualTo(before);
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

        giveEmptyDatabase(Part.BUYING_GROUP_SERVICE, "buying_group");
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

        forget(Part.ACTIVATION_SERVICE, "activation", LEARNT_BY_ACTIVATION);

        assertThat(mailbox.receipts()).isEqualTo(mails).isNotEmpty();
        assertThat(companiesOnLinkedIn()).isEqualTo(companies);
        assertThat(api.list(Part.ACTIVATION_SERVICE, "/v1/leads")).isEqualTo(leads);
    }

    private JsonNode companiesOnLinkedIn() {
        return api.get(stack.url(Part.SIMULATORS)
                        .resolve("/simulator/segments?sourceSegmentId="
                                + run.job().idOf("destination")))
                .expect(200);
    }

    private void forget(Part service, String database, List<String> tables) throws SQLException {
        stack.stop(service);
        try (Connection connection = stack.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", tables));
        }
        stack.restart(service);
        AtRest.await(api);
    }

    private void giveEmptyDatabase(Part service, String database) throws SQLException {
        stack.stop(service);
        try (Connection connection = stack.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            // The service's own role may use what the owner's migrations are about to make, as in a new database.
            statement.execute("drop schema public cascade");
            statement.execute("create schema public authorization pg_database_owner");
            statement.execute("grant usage on schema public to " + database + "_service");
            String tables = "alter default privileges for role " + database + "_owner in schema public grant ";
            statement.execute(tables + "select, insert, update, delete on tables to " + database + "_service");
            statement.execute(tables + "usage, select on sequences to " + database + "_service");
        }
        stack.restart(service);
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

    private String publish(String name) {
        String journey = fill(
                        COUNTING_JOURNEY,
                        Map.of(
                                "name", name,
                                "audience", run.job().idOf("audience"),
                                "interest", run.job().idOf("interest")))
                .toString();
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

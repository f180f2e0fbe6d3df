package io.coterie.endtoend;

import static io.coterie.localstack.demo.Definitions.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.demo.Definitions;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What published journeys ask of buying groups and hear of them, through both services and the topics between. */
@Order(4)
class JourneysAndGroupsTest {

    private static final String SANDBOX = "journeys";
    private static final int COMPANIES = 150;
    private static final int HALF = COMPANIES / 2;
    private static final List<String> TITLES =
            List.of("Chief Architect", "Head of Data", "Data Engineer", "Accountant", "Intern");
    private static final int INTERN = TITLES.indexOf("Intern");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** An account comes to its end only when the last thing it asked for has come back as an event of its group. */
    private static final String ASKING_JOURNEY = """
            {"name": "%name%", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "ask"},
              {"id": "ask", "type": "action", "context": "accounts", "next": "assign", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Asked"}},
              {"id": "assign", "type": "action", "context": "people", "next": "remove", "people":
                 {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "IS", "value": ["Accountant"]}},
               "action": {"kind": "assign-to-buying-group", "solutionInterest": "%interest%", "role": "Influencer"}},
              {"id": "remove", "type": "action", "context": "people", "next": "stage", "people":
                 {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Engineer"]}},
               "action": {"kind": "remove-from-buying-group", "solutionInterest": "%interest%"}},
              {"id": "stage", "type": "action", "context": "accounts", "next": "answer", "action":
                 {"kind": "update-buying-group-stage", "solutionInterest": "%interest%", "stage": "Ready for sales"}},
              {"id": "answer", "type": "action", "context": "accounts", "next": "listen", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Answered"}},
              {"id": "listen", "type": "listen", "next": "answered", "event":
                 {"type": "status-changed", "solutionInterest": "%interest%",
                  "where": {"event": {"field": "newStatus", "operator": "IS", "value": ["Answered"]}}}},
              {"id": "answered", "type": "end", "label": "answered"}]}""";

    private static final String VISITS = """
            {"start": 1, "ask": 1, "assign": 1, "remove": 1, "stage": 1, "answer": 1, "listen": 1, "answered": 1}""";

    /** What the asking journey does to a group: a repeated action would be one of these more, or in another place. */
    private static final List<String> DONE = List.of(
            "STATUS_CHANGED Asked",
            "MEMBER_ASSIGNED Influencer",
            "MEMBER_REMOVED Practitioner",
            "STAGE_CHANGED Ready for sales",
            "STATUS_CHANGED Answered");

    /** Every action of the asking journey, by node, with what became of it. */
    private static final List<String> OUTCOMES =
            List.of("answer performed", "ask performed", "assign performed", "remove performed", "stage performed");

    private static final long ACTIONS = OUTCOMES.size();

    private static final String LISTENING_JOURNEY = """
            {"name": "%name%", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "listen"},
              {"id": "listen", "type": "listen", "next": "note", "event":
                 {"type": "member-assigned", "solutionInterest": "%interest%",
                  "where": {"event": {"field": "role", "operator": "IS", "value": ["Influencer"]}}}},
              {"id": "note", "type": "action", "next": "joined", "action":
                 {"kind": "update-buying-group-status", "solutionInterest": "%interest%", "status": "Influenced"}},
              {"id": "joined", "type": "end", "label": "joined"}]}""";

    private static final String OF_THE_SANDBOX =
            " where sandbox_id = (select id from sandbox where name = '" + SANDBOX + "')";
    private static final String SETTLED = "select count(*) from settled_action" + OF_THE_SANDBOX;
    private static final String PENDING = "select count(*) from action_work" + OF_THE_SANDBOX;

    private static OwnSandbox sandbox;
    private static String audience;
    private static String template;
    private static String stages;

    private final Stack stack = Suites.running(MainJobRun.SUITE);
    private final Api api = sandbox.api();
    private final ServiceDatabase database = ServiceDatabase.of(stack, Part.BUYING_GROUP_SERVICE);

    @BeforeAll
    static void companiesHavePeople() {
        sandbox = OwnSandbox.provisioned(Suites.running(MainJobRun.SUITE), SANDBOX);
        audience = sandbox.populate(COMPANIES, company -> TITLES);
        template = sandbox.published("/v1/roles-templates", Definitions.ROLES_TEMPLATE);
        stages = sandbox.published("/v1/stage-models", Definitions.STAGE_MODEL);
    }

    @Test
    @Order(1)
    @DisplayName("§6.1, §6.2: a journey assigns, removes, and sets status and stage, and hears what became of it")
    void aJourneyChangesItsGroupsAndHearsWhatBecameOfIt() {
        String interest = interest("Changed");
        String journey = publish(ASKING_JOURNEY, "Change", interest);
        AtRest.await(api);

        assertThat(groups(interest)).hasSize(COMPANIES).allSatisfy(group -> {
            assertThat(group.get("status").asText()).isEqualTo("Answered");
            assertThat(group.get("stage").asText()).isEqualTo("Ready for sales");
            assertThat(members(group))
                    .containsExactlyInAnyOrder(
                            "Chief Architect ACTIVE as Decision Maker: SYSTEM, QUALIFIES by system",
                            "Head of Data ACTIVE as Champion: SYSTEM, QUALIFIES by system",
                            "Data Engineer REMOVED as Practitioner: JOURNEY, JOURNEY_ACTION by journey " + journey,
                            "Accountant ACTIVE as Influencer: JOURNEY, JOURNEY_ACTION by journey " + journey);
        });
        everythingWasDoneOnce(interest, journey);
    }

    @Test
    @Order(2)
    @DisplayName("BEY-02: actions done, half done and waiting when the groups' service is killed are all done once")
    void whatAKillingInterruptsIsDoneOnce() throws SQLException {
        String interest = interest("Interrupted");
        long settledBefore = database.number(SETTLED);

        Interruption interruption = interrupt(interest);
        AtRest.await(api);

        assertThat(interruption.pending())
                .as("actions that were pending when the service was killed")
                .isEqualTo(HALF * ACTIONS);
        assertThat(database.number(SETTLED)).isEqualTo(settledBefore + COMPANIES * ACTIONS);
        assertThat(database.number(PENDING)).isZero();
        assertThat(api.list(Part.BUYING_GROUP_SERVICE, "/v1/dead-letters")).isEmpty();
        everythingWasDoneOnce(interest, interruption.journey());
    }

    @Test
    @Order(3)
    @DisplayName("§7.1, MEM-08: who listens for a member of a role goes on when a changed profile makes one")
    void aListeningJourneyGoesOnWhenAChangedProfileMakesAMember() {
        String interest = interest("Heard");
        String journey = publish(LISTENING_JOURNEY, "Hear", interest);
        AtRest.await(api);
        assertThat(runs(journey, "listening")).hasSize(COMPANIES);

        internBecomes(0, "Product Manager");
        internBecomes(1, "Security Analyst");
        AtRest.await(api);

        assertThat(runs(journey, "listening")).hasSize(COMPANIES - 1);
        assertThat(runs(journey, "ended")).singleElement().satisfies(run -> {
            assertThat(run.get("accountKey").asText()).isEqualTo(sandbox.companyKey(0));
            assertThat(run.get("label").asText()).isEqualTo("joined");
            assertThat(heard(run)).containsExactly("member-assigned " + sandbox.personKey(0, INTERN));
        });
        JsonNode joined = group(interest, 0);
        assertThat(joined.get("status").asText()).isEqualTo("Influenced");
        assertThat(members(joined)).contains("Product Manager ACTIVE as Influencer: SYSTEM, QUALIFIES by system");
        assertThat(members(group(interest, 1)))
                .as("a member in a role that nobody listens for")
                .contains("Security Analyst ACTIVE as Practitioner: SYSTEM, QUALIFIES by system");
    }

    /**
     * A journey whose actions were interrupted.
     *
     * @param pending how many were not done yet when the service was killed
     */
    private record Interruption(String journey, long pending) {}

    /**
     * Kills the groups' service when it has carried out what is asked of one half of the companies, and has changed the
     * groups of the other half in a transaction in which only the outcomes are missing.
     */
    private Interruption interrupt(String interest) throws SQLException {
        long settled = database.number(SETTLED) + HALF * ACTIONS;
        try (DatabaseLock otherHalf = DatabaseLock.by(lockOfOneHalf(), database)) {
            String journey = publish(ASKING_JOURNEY, "Interrupt", interest);
            awaitUntil(() -> database.number(SETTLED) == settled && database.number(PENDING) == HALF * ACTIONS);
            try (DatabaseLock outcomes = DatabaseLock.by("lock table settled_action in exclusive mode", database)) {
                otherHalf.release();
                awaitUntil(outcomes::isAwaited);
                stack.kill(Part.BUYING_GROUP_SERVICE);
                return new Interruption(journey, database.number(PENDING));
            }
        } finally {
            stack.restart(Part.BUYING_GROUP_SERVICE);
        }
    }

    /** Whom somebody else is busy with, the service leaves for later. */
    private static String lockOfOneHalf() {
        return IntStream.range(0, HALF)
                .mapToObj(company -> "'" + sandbox.companyKey(company) + "'")
                .collect(Collectors.joining(", ", "select 1 from subject where subject_key in (", ") for update"));
    }

    private void everythingWasDoneOnce(String interest, String journey) {
        DoneByJourney done = new DoneByJourney(api, interest, journey);
        assertThat(done.inHistory()).isEqualTo(ofEachCompany(DONE));
        assertThat(done.told()).isEqualTo(ofEachCompany(DONE));
        assertThat(done.outcomes()).isEqualTo(ofEachCompany(OUTCOMES));
        assertThat(runs(journey, "ended")).hasSize(COMPANIES).allSatisfy(run -> {
            assertThat(run.get("label").asText()).isEqualTo("answered");
            assertThat(run.get("visits")).isEqualTo(fill(VISITS, Map.of()));
        });
    }

    private static Map<String, List<String>> ofEachCompany(List<String> done) {
        return IntStream.range(0, COMPANIES)
                .boxed()
                .collect(Collectors.toMap(company -> sandbox.companyKey(company), company -> done));
    }

    /** A solution interest for which every company has a buying group. */
    private String interest(String name) {
        String interest = sandbox.defined("/v1/solution-interests", """
                {"name": "%s", "rolesTemplate": "%s", "stageModel": "%s", "updateExistingBuyingGroups": true}""".formatted(name, template, stages));
        var _ = sandbox.defined(
                "/v1/creation-jobs",
                fill(Definitions.CREATION_JOB, Map.of("interest", interest, "audience", audience))
                        .toString());
        AtRest.await(api);
        return interest;
    }

    private String publish(String definition, String name, String interest) {
        JsonNode journey = fill(definition, Map.of("name", name, "interest", interest, "audience", audience));
        String id = api.post(Part.JOURNEY_SERVICE, "/v1/journeys", journey.toString())
                .expect(201)
                .get("id")
                .asText();
        api.post(Part.JOURNEY_SERVICE, "/v1/journeys/" + id + "/publish", "{}").expect(200);
        return id;
    }

    private void internBecomes(int company, String title) {
        api.put(
                        Part.PROFILE_SERVICE,
                        "/v1/persons/" + sandbox.personKey(company, INTERN),
                        sandbox.person(company, INTERN, title))
                .expect(200);
    }

    private List<JsonNode> groups(String interest) {
        return api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups?solutionInterest=" + interest);
    }

    private JsonNode group(String interest, int company) {
        return groups(interest).stream()
                .filter(group -> group.get("account").asText().equals(sandbox.companyKey(company)))
                .findFirst()
                .orElseThrow();
    }

    /** Members and who was one, each with the reason. */
    private List<String> members(JsonNode group) {
        String members = "/v1/buying-groups/" + group.get("id").asText() + "/members?state=all";
        return api.list(Part.BUYING_GROUP_SERVICE, members).stream()
                .map(member -> "%s %s as %s: %s, %s by %s"
                        .formatted(
                                member.get("jobTitle").asText(),
                                member.get("state").asText(),
                                member.get("role").asText(),
                                member.get("source").asText(),
                                member.at("/reason/cause").asText(),
                                member.at("/reason/by").asText()))
                .toList();
    }

    private List<JsonNode> runs(String journey, String status) {
        return api.list(Part.JOURNEY_SERVICE, "/v1/runs?journey=" + journey + "&status=" + status);
    }

    /** What has woken a run, and who it was about. */
    private List<String> heard(JsonNode run) {
        String timeline = "/v1/runs/" + run.get("id").asText() + "/timeline";
        return api.list(Part.JOURNEY_SERVICE, timeline).stream()
                .filter(entry -> entry.get("type").asText().equals("listen-heard"))
                .map(entry -> entry.at("/event/event").asText() + " "
                        + entry.at("/event/personKey").asText())
                .toList();
    }

    private static void awaitUntil(Callable<Boolean> reached) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(reached);
    }
}

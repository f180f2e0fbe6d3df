package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.AccountState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.OpportunityState;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Everything the service hears, heard again and in another order. */
@RunningService
class ReplayTest {

    private static final int ACCOUNTS = 6;
    private static final Set<String> KNOWN = Set.of(Topics.EXPERIENCE_EVENTS, Topics.OPPORTUNITIES, Topics.PERSONS);

    @Inject
    Clock clock;

    @Test
    @DisplayName(
            "BEY-02: every event of every topic, three times over in any order, changes nothing and says nothing more")
    void whatIsHeardAgainChangesNothing() throws SQLException {
        try (Scene scene = Scene.open()) {
            List<CloudEventRecord> heard = new ArrayList<>(states(scene));
            scene.kafka.publish(heard);
            scene.awaitRest();
            String interest = scene.interest("Robots", template(scene), true, scene.liveStages());
            scene.job(interest, "aud");
            scene.job(interest, "old");
            scene.awaitRest();
            List<CloudEventRecord> happened = happenings(scene);
            scene.kafka.publish(happened);
            scene.awaitRest();
            heard.addAll(happened);
            Map<String, Object> before = picture(scene);

            for (int seed = 1; seed <= 3; seed++) {
                Collections.shuffle(heard, new Random(seed));
                scene.kafka.publish(heard);
                scene.awaitRest();
            }

            assertThat(picture(scene)).isEqualTo(before);
            assertThat(before.toString())
                    .contains("Champion", "Decision Maker", "JOURNEY", "MERGED", "stage=Open", "status=warm")
                    .contains("status=stopped");
            assertThat(before).containsEntry("known accounts", ACCOUNTS - 1);
            assertThat(before)
                    .containsEntry("activities", "3")
                    .containsEntry("sandbox", "Renamed")
                    .containsValue(1);
        }
    }

    @Test
    @DisplayName("architecture §4: states and happenings in three orders give the same groups")
    void anotherOrderGivesTheSameMembers() throws SQLException {
        Map<String, List<String>> first = members(1);

        assertThat(members(2)).isEqualTo(first);
        assertThat(members(3)).isEqualTo(first);
        assertThat(first.values()).anySatisfy(members -> assertThat(members).hasSizeGreaterThan(1));
        assertThat(first)
                .containsEntry(account(0) + " deals", List.of("1"))
                .containsEntry("sandbox", List.of("Renamed"));
        assertThat(first.get(account(2))).contains("chief2@crm.Test=Decision Maker", "clerk2@crm.Test=Champion");
    }

    private Map<String, List<String>> members(int seed) throws SQLException {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            scene.publish(fields(scene, "tier", "size"));
            scene.awaitRest();
            scene.job(scene.interest("Robots", template(scene), true, null), "aud");
            List<CloudEventRecord> events = new ArrayList<>(states(scene));
            // What journeys ask is answered as things stand, so it has its order; what is known has none.
            happenings(scene).stream()
                    .filter(event -> KNOWN.contains(event.topic()))
                    .forEach(events::add);
            Collections.shuffle(events, new Random(seed));
            events.addAll(events.subList(0, events.size() / 3));
            scene.kafka.publish(events);
            scene.awaitRest();
            Map<String, List<String>> members = new TreeMap<>();
            for (int i = 0; i < ACCOUNTS - 1; i++) {
                String group = scene.group(account(i));
                members.put(account(i), scene.members(group));
                members.put(account(i) + " deals", List.of(deals(scene, group)));
            }
            members.put("sandbox", List.of(title(scene)));
            return members;
        }
    }

    private static String template(Scene scene) {
        String id =
                scene.post("/v1/roles-templates", """
                        {"name": "T", "roles": [
                          {"role": "Decision Maker", "condition":
                            {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Chief"]}}},
                          {"role": "Practitioner", "condition":
                            {"person": {"field": "_acme.size", "operator": "IS", "value": ["XL"]}}},
                          {"role": "Champion", "condition": {"events": {"type": "web.formFilledOut", "within": "P30D"}}}]}""").statusCode(201).extract().path("id");
        scene.post("/v1/roles-templates/" + id + "/publish", "").statusCode(200);
        return id;
    }

    /**
     * The sandbox, which is renamed; accounts, one of them deleted at the end; people who change and move, one of them
     * deleted; an opportunity that is deleted; an audience they enter; fields that become more, and a journey that is over.
     */
    private List<CloudEventRecord> states(Scene scene) {
        List<CloudEventRecord> events = new ArrayList<>();
        events.add(sandbox(scene, "Named"));
        events.add(sandbox(scene, "Renamed"));
        events.add(opportunity(scene, "dropped@crm.Test"));
        events.add(scene.event(
                Topics.OPPORTUNITIES,
                "dropped@crm.Test",
                EventTypes.OPPORTUNITY_CHANGED,
                new OpportunityState("dropped@crm.Test", null, true, null, List.of())));
        events.add(scene.audienceEvent("aud", "live"));
        events.add(scene.audienceEvent("old", "live"));
        events.add(scene.membership("old", account(3), true));
        events.add(fields(scene, "tier"));
        events.add(fields(scene, "tier", "size"));
        events.add(scene.journeyEvent("over", "live", "prospects"));
        events.add(scene.journeyEvent("over", "aborted", "prospects"));
        events.add(account(scene, "lonely@crm.Test"));
        events.add(scene.membership("prospects", "lonely@crm.Test", true));
        for (int i = 0; i < ACCOUNTS; i++) {
            events.add(account(scene, account(i)));
            events.add(scene.membership("aud", account(i), true));
            events.add(scene.personEvent("chief" + i + "@crm.Test", "Clerk", account((i + 1) % ACCOUNTS)));
            events.add(scene.personEvent("chief" + i + "@crm.Test", "Chief", account(i)));
            events.add(scene.personEvent("clerk" + i + "@crm.Test", "Clerk", account(i)));
        }
        events.add(scene.personEvent("gone@crm.Test", "Chief", account(0)));
        events.add(scene.event(
                Topics.PERSONS,
                "gone@crm.Test",
                EventTypes.PERSON_CHANGED,
                new PersonState("gone@crm.Test", true, null, List.of())));
        events.add(scene.personEvent("twin@crm.Test", "Chief", account(2)));
        events.add(scene.membership("aud", account(1), false));
        events.add(scene.membership("aud", account(1), true));
        events.add(scene.event(
                Topics.ACCOUNTS,
                account(ACCOUNTS - 1),
                EventTypes.ACCOUNT_CHANGED,
                new AccountState(account(ACCOUNTS - 1), true, null)));
        return events;
    }

    private static CloudEventRecord sandbox(Scene scene, String title) {
        return scene.event(
                Topics.SANDBOXES,
                scene.sandbox,
                EventTypes.SANDBOX_CHANGED,
                new SandboxState(scene.sandboxId, scene.sandbox, scene.organisation, title, null));
    }

    /** One of the first account, open. */
    private CloudEventRecord opportunity(Scene scene, String key) {
        return scene.event(
                Topics.OPPORTUNITIES,
                key,
                EventTypes.OPPORTUNITY_CHANGED,
                new OpportunityState(
                        key,
                        account(0),
                        false,
                        ContractJson.mapper()
                                .valueToTree(Map.of(
                                        "extSourceSystemAudit",
                                        Map.of("createdDate", clock.instant().toString()),
                                        "isClosed",
                                        false)),
                        List.of()));
    }

    private static CloudEventRecord account(Scene scene, String key) {
        return scene.event(
                Topics.ACCOUNTS,
                key,
                EventTypes.ACCOUNT_CHANGED,
                new AccountState(
                        key, false, ContractJson.mapper().valueToTree(Map.of("accountName", "Account " + key))));
    }

    /** All fields of the customer's own that people have. */
    private static CloudEventRecord fields(Scene scene, String... names) {
        List<Map<String, String>> fields = Arrays.stream(names)
                .map(name -> Map.of("path", "_acme." + name, "type", "string", "label", name))
                .toList();
        return scene.event(
                Topics.DEFINITIONS,
                DefinitionState.SCHEMA + "/person",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.SCHEMA,
                        "person",
                        "person",
                        "live",
                        ContractJson.mapper().valueToTree(Map.of("fields", fields))));
    }

    /** What people do, a deal of the CRM, somebody who turns out to be somebody else, and what journeys ask. */
    private List<CloudEventRecord> happenings(Scene scene) {
        List<CloudEventRecord> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String person = "clerk" + i + "@crm.Test";
            String at = clock.instant().minus(Duration.ofDays(i)).toString();
            events.add(scene.event(
                    Topics.EXPERIENCE_EVENTS,
                    person,
                    EventTypes.EXPERIENCE_EVENT_RECORDED,
                    new ExperienceEvent(
                            "e" + i,
                            person,
                            "web.formFilledOut",
                            Instant.parse(at),
                            List.of(account(i)),
                            ContractJson.mapper()
                                    .valueToTree(Map.of(
                                            "_id", "e" + i, "eventType", "web.formFilledOut", "timestamp", at)))));
        }
        events.add(opportunity(scene, "deal@crm.Test"));
        events.add(scene.event(
                Topics.PERSONS,
                "twin@crm.Test",
                EventTypes.PERSON_CHANGED,
                new PersonState("twin@crm.Test", true, null, List.of(), "chief2@crm.Test")));
        Map<String, String> role = Map.of("solutionInterest", "Robots", "role", "Champion");
        events.add(action(scene, JourneyAction.ASSIGN_TO_BUYING_GROUP, 3, "clerk3@crm.Test", role));
        events.add(action(scene, JourneyAction.REMOVE_FROM_BUYING_GROUP, 2, "chief2@crm.Test", role));
        events.add(action(
                scene,
                JourneyAction.UPDATE_BUYING_GROUP_STAGE,
                0,
                null,
                Map.of("solutionInterest", "Robots", "stage", "Open")));
        events.add(action(
                scene,
                JourneyAction.UPDATE_BUYING_GROUP_STATUS,
                1,
                null,
                Map.of("solutionInterest", "Robots", "status", "warm")));
        events.add(scene.audienceEvent("old", "archived"));
        return events;
    }

    private static CloudEventRecord action(
            Scene scene, String kind, int account, @Nullable String person, Map<String, String> parameters) {
        UUID id = UUID.randomUUID();
        return scene.event(
                Topics.JOURNEY_ACTIONS,
                account(account),
                EventTypes.JOURNEY_ACTION_REQUESTED,
                new JourneyAction(
                        id,
                        kind,
                        id,
                        id,
                        "node",
                        1,
                        account(account),
                        person,
                        ContractJson.mapper().valueToTree(parameters)));
    }

    /**
     * The sandbox, groups, members, history, the CRM's view, what definitions came to, what was counted, and everything that
     * was published, by number; but that the sandbox is acknowledged each time it is heard of.
     */
    private static Map<String, Object> picture(Scene scene) throws SQLException {
        Map<String, Object> picture = new TreeMap<>();
        List<Map<String, Object>> groups =
                scene.get("/v1/buying-groups").extract().path("items");
        for (Map<String, Object> group : groups) {
            String path = "/v1/buying-groups/" + group.get("id");
            picture.put(group.get("id") + " group", group);
            picture.put(
                    group.get("id") + " members",
                    scene.user()
                            .queryParam("state", "all")
                            .get(path + "/members")
                            .then()
                            .extract()
                            .<Object>path("items"));
            picture.put(
                    group.get("id") + " history",
                    scene.get(path + "/history").extract().<Object>path("items"));
            picture.put(
                    group.get("id") + " opportunities",
                    scene.get(path + "/details").extract().<Object>path("account.openOpportunities.count"));
        }
        String template = scene.get("/v1/roles-templates").extract().path("items[0].id");
        picture.put(
                "template",
                scene.get("/v1/roles-templates/" + template).extract().asString());
        picture.put("jobs", scene.get("/v1/creation-jobs").extract().<Object>path("items"));
        picture.put(
                "known accounts",
                scene.get("/v1/engagement-dashboard").extract().<Object>path("accounts.total"));
        picture.put(
                "weighting models", scene.get("/v1/weighting-models").extract().<Object>path("items"));
        picture.put("sandbox", title(scene));
        picture.put(
                "activities", stored("select sum(count) from daily_activity where sandbox_id = " + scene.sandboxId));
        for (String topic : List.of(
                Topics.BUYING_GROUP_STATES,
                Topics.BUYING_GROUPS,
                Topics.ACTION_OUTCOMES,
                Topics.partnerEvents(scene.organisation))) {
            picture.put(topic, scene.published(topic).size());
        }
        return picture;
    }

    private static String deals(Scene scene, String group) {
        return String.valueOf(scene.get("/v1/buying-groups/" + group + "/details")
                .extract()
                .<Object>path("account.openOpportunities.count"));
    }

    private static String title(Scene scene) throws SQLException {
        return stored("select title from sandbox where id = " + scene.sandboxId);
    }

    private static String stored(String query) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static String account(int number) {
        return number + "@crm.Test";
    }
}

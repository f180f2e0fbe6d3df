package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §13.8: what a seller sees inside a CRM. */
@RunningService
class CrmInsightsTest {

    private static final String DYNAMICS = "6f1c2e5a-0b3d-4e8f-9a7b-1c2d3e4f5a6b";

    private Scene scene;
    private PastScene past;

    @BeforeEach
    void open() throws Exception {
        scene = Scene.open();
        past = new PastScene(scene);
    }

    @AfterEach
    void close() throws Exception {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("CRM-05: an account is found by its external key, or by its own when it came from the CRM")
    void anAccountsGroupsAreFoundByTheCrmsId() throws Exception {
        scene.account(
                "77@mkt.Marketo",
                Map.of(
                        "accountName",
                        "Acme",
                        "extSourceSystemAudit",
                        Map.of("externalKey", Map.of("sourceID", DYNAMICS))));
        scene.account("0015g00000AbCdEAAV@sf.Salesforce", Map.of("accountName", "Bolt"));
        scene.awaitRest();
        String robots = scene.interest("Robots", true);
        past.group("77@mkt.Marketo", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.group("0015g00000AbCdEAAV@sf.Salesforce", robots, "Robots for Bolt", "2026-03-01T00:00:00Z");

        insights("account/%7B" + DYNAMICS.toUpperCase(Locale.ROOT) + "%7D")
                .statusCode(200)
                .body("key", is("77@mkt.Marketo"))
                .body("crmId", is(DYNAMICS))
                .body("buyingGroups.name", contains("Robots for Acme"));
        insights("account/0015g00000AbCdEAAV")
                .statusCode(200)
                .body("name", is("Bolt"))
                .body("buyingGroups.name", contains("Robots for Bolt"));
        insights("account/77").statusCode(404).body("code", is("not-found"));
    }

    @Test
    @DisplayName("CRM-03: a GUID is found however the CRM spelled it, as an external key and as a record's own")
    void aStoredGuidIsFoundInAnySpelling() {
        String twin = "0a1b2c3d-4e5f-4061-8273-94a5b6c7d8e9";
        scene.account(
                "77@mkt.Marketo",
                Map.of(
                        "accountName",
                        "Acme",
                        "extSourceSystemAudit",
                        Map.of("externalKey", Map.of("sourceKey", braced(twin) + "@org.Dynamics"))));
        scene.account(braced(DYNAMICS) + "@org.Dynamics", Map.of("accountName", "Bolt"));
        scene.person(braced(DYNAMICS) + "@org.Dynamics", "Chief", braced(DYNAMICS) + "@org.Dynamics");
        scene.account("{No-GUID}@org.Dynamics", Map.of("accountName", "Cord"));
        scene.awaitRest();

        insights("account/" + twin).statusCode(200).body("name", is("Acme"));
        insights("account/" + DYNAMICS).statusCode(200).body("name", is("Bolt"));
        insights("contact/" + DYNAMICS).statusCode(200).body("jobTitle", is("Chief"));
        insights("account/%7BNo-GUID%7D").statusCode(200).body("name", is("Cord"));
        insights("account/no-guid").statusCode(404);
    }

    private static String braced(String guid) {
        return "{" + guid.toUpperCase(Locale.ROOT) + "}";
    }

    @Test
    @DisplayName("CRM-03: contacts and leads are persons; their groups are those they are members of")
    void aContactsGroupsAreThoseItIsAMemberOf() throws Exception {
        scene.publish(
                Topics.PERSONS,
                "9@mkt.Marketo",
                EventTypes.PERSON_CHANGED,
                new PersonState(
                        "9@mkt.Marketo",
                        false,
                        ContractJson.mapper()
                                .valueToTree(Map.of(
                                        "person",
                                        Map.of("name", Map.of("firstName", "Ann", "lastName", "Lee")),
                                        "extSourceSystemAudit",
                                        Map.of(
                                                "externalKey",
                                                Map.of("sourceKey", "0035g00000XyZaBAAV@sf.Salesforce")))),
                        List.of(new AccountRelation("a@crm.Test", List.of()))));
        scene.awaitRest();
        String robots = scene.interest("Robots", true);
        UUID member = past.group("a@crm.Test", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.assigned(member, "2026-03-02T00:00:00Z", "9@mkt.Marketo", "Influencer");
        past.group("b@crm.Test", robots, "Robots for Bolt", "2026-03-01T00:00:00Z");

        for (String kind : List.of("contact", "lead")) {
            insights(kind + "/0035g00000XyZaBAAV")
                    .statusCode(200)
                    .body("kind", is(kind))
                    .body("name", is("Ann Lee"))
                    .body("buyingGroups.name", contains("Robots for Acme"));
        }
        insights("buying-groups/" + member).statusCode(200).body("group.name", is("Robots for Acme"));
    }

    @Test
    @DisplayName("§13.8: an account shows its groups for every interest, the last updated first, and nobody else's")
    void anAccountShowsItsGroupsForEveryInterest() throws Exception {
        String acme = "0015g00000AbCdEAAV@sf.Salesforce";
        String bolt = "0015g00000BbCdEAAV@sf.Salesforce";
        scene.account(acme, Map.of("accountName", "Acme"));
        scene.account(bolt, Map.of("accountName", "Bolt"));
        scene.awaitRest();
        String template = scene.liveTemplate();
        String robots = scene.interest("Robots", template, true, null);
        String drills = scene.interest("Drills", template, true, null);
        String boats = scene.interest("Boats", template, true, null);
        past.group(acme, robots, "Robots for Acme", "2026-03-02T00:00:00Z");
        past.group(acme, drills, "Drills for Acme", "2026-03-03T00:00:00Z");
        past.deleted(past.group(acme, boats, "Boats for Acme", "2026-03-04T00:00:00Z"), "2026-03-05T00:00:00Z");
        past.group(bolt, robots, "Robots for Bolt", "2026-03-06T00:00:00Z");

        insights("account/0015g00000AbCdEAAV")
                .statusCode(200)
                .body("name", is("Acme"))
                .body("buyingGroups.name", contains("Drills for Acme", "Robots for Acme"))
                .body("buyingGroups.solutionInterestName", contains("Drills", "Robots"));
    }

    @Test
    @DisplayName("§13.8: a contact shows the groups it is a member of now, the last updated first")
    void aContactShowsTheGroupsItIsAMemberOfNow() throws Exception {
        String ann = aContact();
        String template = scene.liveTemplate();
        String robots = scene.interest("Robots", template, true, null);
        String drills = scene.interest("Drills", template, true, null);
        UUID sold = past.group("a@crm.Test", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        UUID drilled = past.group("a@crm.Test", drills, "Drills for Acme", "2026-03-02T00:00:00Z");
        UUID left = past.group("b@crm.Test", robots, "Robots for Bolt", "2026-03-03T00:00:00Z");
        UUID deleted = past.group("c@crm.Test", robots, "Robots for Cord", "2026-03-04T00:00:00Z");
        for (UUID group : List.of(sold, drilled, left, deleted)) {
            past.assigned(group, "2026-03-05T00:00:00Z", ann, "Influencer");
        }
        past.removed(left, "2026-03-06T00:00:00Z", ann, "Influencer");
        past.deleted(deleted, "2026-03-06T00:00:00Z");
        past.assigned(
                past.group("d@crm.Test", robots, "Robots for Drop", "2026-03-07T00:00:00Z"),
                "2026-03-07T00:00:00Z",
                "bob@crm.Test",
                "Influencer");

        insights("contact/0035g00000XyZaBAAV")
                .statusCode(200)
                .body("buyingGroups.name", contains("Drills for Acme", "Robots for Acme"));
    }

    @Test
    @DisplayName("§13.8: of more than a hundred groups the hundred updated last are shown")
    void theHundredGroupsUpdatedLastAreShown() throws Exception {
        String ann = aContact();
        UUID robots = UUID.fromString(scene.interest("Robots", true));
        past.update("""
                insert into buying_group (sandbox_id, id, account_key, interest_id, name, completeness, roles,
                                          missing_roles, members, out_of_audience, deleted, revision, created_at,
                                          updated_at)
                select ?, gen_random_uuid(), 'a' || n || '@crm.Test', ?, 'Group ' || n, 0, '[]', '{}', 1, false, false,
                       1, timestamptz '2026-03-01T00:00:00Z',
                       timestamptz '2026-03-01T00:00:00Z' + n * interval '1 minute'
                  from generate_series(1, 102) as n""", scene.sandboxId, robots);
        past.update("""
                insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause,
                                                 decided_by, decided_at, assigned_at)
                select sandbox_id, id, ?, true, 'Influencer', 'SYSTEM', 'QUALIFIES', 'system', created_at, created_at
                  from buying_group where sandbox_id = ?""", ann, scene.sandboxId);

        insights("contact/0035g00000XyZaBAAV")
                .statusCode(200)
                .body("buyingGroups", hasSize(100))
                .body("buyingGroups[0].name", is("Group 102"))
                .body("buyingGroups[99].name", is("Group 3"));
    }

    /** Somebody whom Salesforce knows as 0035g00000XyZaBAAV. */
    private String aContact() {
        String key = "0035g00000XyZaBAAV@sf.Salesforce";
        scene.person(key, "Director", "a@crm.Test");
        scene.awaitRest();
        return key;
    }

    @Test
    @DisplayName("D-53: what the CRM has and Coterie has not is 404; what is no kind is 400")
    void anUnknownRecordIsNotFound() {
        insights("contact/0035g00000XyZaBAAV").statusCode(404);
        insights("buying-groups/" + UUID.randomUUID()).statusCode(404);
        insights("opportunity/0035g00000XyZaBAAV").statusCode(400).body("violations.field", contains("kind"));
    }

    private ValidatableResponse insights(String path) {
        return scene.user("view-b2b-sales-insights")
                .urlEncodingEnabled(false)
                .get("/v1/crm-insights/" + path)
                .then();
    }
}

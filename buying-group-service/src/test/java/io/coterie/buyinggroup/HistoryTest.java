package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BEY-04: groups as of any instant, their values over time, and how long things took. */
@RunningService
class HistoryTest {

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

    /** Made on the 1st, a chief on the 2nd (50 %), a director on the 4th (100 %) who leaves on the 6th (50 %). */
    private UUID aGroup(String interest) throws Exception {
        UUID group = past.group("a1@crm.Test", interest, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.assigned(group, "2026-03-02T00:00:00Z", "chief@crm.Test", "Decision Maker");
        past.completeness(group, "2026-03-02T00:00:00Z", "50");
        past.stage(group, "2026-03-03T00:00:00Z", null, "Open");
        past.assigned(group, "2026-03-04T00:00:00Z", "director@crm.Test", "Influencer");
        past.completeness(group, "2026-03-04T00:00:00Z", "100");
        past.status(group, "2026-03-05T00:00:00Z", "hot");
        past.removed(group, "2026-03-06T00:00:00Z", "director@crm.Test", "Influencer");
        past.completeness(group, "2026-03-06T00:00:00Z", "50");
        past.stage(group, "2026-03-08T00:00:00Z", "Open", "Talks");
        return group;
    }

    @Test
    void aGroupIsReadAsItWasAtAnyInstant() throws Exception {
        UUID group = aGroup(scene.interest("Robots", true));

        asOf(group, "2026-03-01T12:00:00Z")
                .statusCode(200)
                .body("completeness", is(0))
                .body("members", is(0))
                .body("stage", nullValue());
        asOf(group, "2026-03-04T12:00:00Z")
                .statusCode(200)
                .body("completeness", is(100))
                .body("stage", is("Open"))
                .body("status", nullValue())
                .body("members", is(2))
                .body("people.findAll { it.state == 'ACTIVE' }.role", contains("Decision Maker", "Influencer"));
        asOf(group, "2026-03-09T00:00:00Z")
                .statusCode(200)
                .body("completeness", is(50))
                .body("stage", is("Talks"))
                .body("status", is("hot"))
                .body("members", is(1))
                .body("people.find { it.personKey == 'director@crm.Test' }.state", is("REMOVED"));
        asOf(group, "2026-02-28T00:00:00Z").statusCode(404);
        asOf(UUID.randomUUID(), "2026-03-04T12:00:00Z").statusCode(404);
    }

    @Test
    void allGroupsAreReadAsTheyWereWithTheSameValuesAsOneByOne() throws Exception {
        String robots = scene.interest("Robots", true);
        UUID first = aGroup(robots);
        past.engagement(first, "2026-03-09T00:00:00Z", "42.5");
        UUID second = past.group("a2@crm.Test", robots, "Robots for Bolt", "2026-03-05T00:00:00Z");
        past.engagement(second, "2026-03-05T06:00:00Z", "7.25");
        past.history(second, "2026-03-07T00:00:00Z", "DELETED", null, null, null, null);
        past.history(second, "2026-03-08T00:00:00Z", "CREATED", null, null, null, "0");
        past.engagement(second, "2026-03-09T00:00:00Z", "12");

        for (int day = 1; day <= 10; day++) {
            String at = "2026-03-%02dT12:00:00Z".formatted(day);
            Map<UUID, Map<String, Object>> groups = allAsOf(at);
            for (UUID id : List.of(first, second)) {
                ValidatableResponse one = asOf(id, at).statusCode(groups.containsKey(id) ? 200 : 404);
                if (groups.containsKey(id)) {
                    assertThat(one.extract().jsonPath().<String, Object>getMap("$"))
                            .as("%s at %s", id, at)
                            .containsAllEntriesOf(groups.get(id));
                }
            }
        }
        assertThat(allAsOf("2026-03-04T12:00:00Z")).containsOnlyKeys(first);
        assertThat(allAsOf("2026-03-08T12:00:00Z").get(second)).doesNotContainKey("engagement");
        assertThat(allAsOf("2026-03-10T12:00:00Z").get(first))
                .containsKeys("revision", "completeness", "members", "status")
                .containsEntry("engagement", 42.5f)
                .containsEntry("stage", "Talks");
        scene.get("/v1/buying-groups/as-of?at=2026-03-09T00:00:00Z&limit=1")
                .body("items", hasSize(1))
                .body("next.length() > 0", is(true));
        scene.get("/v1/buying-groups/as-of?solutionInterest=Robots")
                .body("items.id", containsInAnyOrder(first.toString(), second.toString()))
                .body("items.status", hasItem("hot"));
    }

    @Test
    @DisplayName("BEY-04: what really happened folds to what is there now, and to what was there before")
    void theServicesOwnHistoryFoldsToThePresent() {
        scene.account("a1@crm.Test", "Acme");
        scene.person("chief@crm.Test", "Chief", "a1@crm.Test");
        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        String group = scene.group("a1@crm.Test");
        String before = scene.get("/v1/buying-groups/" + group).extract().path("updatedAt");
        scene.post("/v1/buying-groups/" + group + "/members/remove", Map.of("personKeys", List.of("d1@crm.Test")))
                .statusCode(200);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "hot"))
                .statusCode(200);

        scene.get("/v1/buying-groups/" + group + "/as-of")
                .statusCode(200)
                .body("completeness", is(50))
                .body("status", is("hot"))
                .body("members", is(1))
                .body("people.find { it.personKey == 'd1@crm.Test' }.source", is("MANUAL"))
                .body("people.find { it.personKey == 'chief@crm.Test' }.name", is("First chief@crm.Test"));
        asOf(UUID.fromString(group), before)
                .body("completeness", is(75))
                .body("status", nullValue())
                .body("members", is(2));
    }

    @Test
    void aSeriesBeginsWithTheValueThatHeldAndShowsEachChange() throws Exception {
        UUID group = aGroup(scene.interest("Robots", true));
        String series = "/v1/buying-groups/" + group + "/series";

        scene.get(series + "?metric=completeness&from=2026-03-03T00:00:00Z&to=2026-03-05T00:00:00Z")
                .statusCode(200)
                .body("items.at", contains("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z"))
                .body("items.value", contains(50, 100));
        scene.get(series + "?metric=members").body("items.value", contains(0, 1, 2, 1));
        scene.get(series + "?metric=engagement").body("items", hasSize(0));
        String next = scene.get(series + "?limit=3")
                .body("items.value", contains(0, 50, 100))
                .extract()
                .path("next");
        scene.get(series + "?limit=3&cursor=" + next)
                .body("items.value", contains(50))
                .body("next", nullValue());
    }

    @Test
    @DisplayName("BEY-04: when did it reach 80 %?")
    void whenAGroupReachedAValueIsAQuery() throws Exception {
        String robots = scene.interest("Robots", true);
        UUID group = aGroup(robots);
        UUID never = past.group("a2@crm.Test", robots, "Robots for Bolt", "2026-03-05T00:00:00Z");

        scene.get("/v1/buying-groups/" + group + "/reached?metric=completeness&value=80")
                .statusCode(200)
                .body("firstReachedAt", is("2026-03-04T00:00:00Z"))
                .body("holdsSince", nullValue())
                .body("crossings.at", contains("2026-03-04T00:00:00Z", "2026-03-06T00:00:00Z"));
        scene.get("/v1/buying-groups/" + group + "/reached?value=50")
                .body("firstReachedAt", is("2026-03-02T00:00:00Z"))
                .body("holdsSince", is("2026-03-02T00:00:00Z"));
        scene.get("/v1/buying-groups/" + never + "/reached?value=50").body("firstReachedAt", nullValue());
        scene.get("/v1/buying-groups/reached?value=80")
                .body("items.id", contains(group.toString()))
                .body("items[0].reachedAt", is("2026-03-04T00:00:00Z"));
        scene.get("/v1/buying-groups/reached?value=80&from=2026-03-05T00:00:00Z")
                .body("items", hasSize(0));
    }

    @Test
    @DisplayName("BEY-04: members are counted, so more than a hundred may be asked for")
    void whenAGroupHadSoManyMembersIsAQuery() throws Exception {
        UUID group = aGroup(scene.interest("Robots", true));
        String reached = "/v1/buying-groups/" + group + "/reached?metric=members";

        scene.get(reached + "&value=2")
                .statusCode(200)
                .body("firstReachedAt", is("2026-03-04T00:00:00Z"))
                .body("holdsSince", nullValue());
        scene.get(reached + "&value=150").statusCode(200).body("value", is(150)).body("firstReachedAt", nullValue());
    }

    @Test
    @DisplayName("BEY-04: since when a value holds is known however often it was crossed; the first thousand are shown")
    void whatHoldsAfterManyCrossingsHoldsSinceTheLast() throws Exception {
        UUID group =
                past.group("a1@crm.Test", scene.interest("Robots", true), "Robots for Acme", "2026-03-01T00:00:00Z");
        past.update("""
                insert into buying_group_history (sandbox_id, group_id, revision, place, at, kind, new_value, completeness)
                select ?, ?, 1 + n, 0, timestamptz '2026-03-01T00:00:00Z' + n * interval '1 minute',
                       'COMPLETENESS_CHANGED', case n % 2 when 1 then '100' else '0' end, 0
                  from generate_series(1, 1001) as n""", scene.sandboxId, group);

        scene.get("/v1/buying-groups/" + group + "/reached?value=80")
                .statusCode(200)
                .body("firstReachedAt", is("2026-03-01T00:01:00Z"))
                .body("holdsSince", is("2026-03-01T16:41:00Z"))
                .body("crossings", hasSize(1000))
                .body("crossings[999].holds", is(false));
    }

    @Test
    @DisplayName(
            "BEY-04: a score ends with its group, and what was reached before is not reached by the group that came back")
    void aGroupThatCameBackBeginsAnew() throws Exception {
        UUID group =
                past.group("a1@crm.Test", scene.interest("Robots", true), "Robots for Acme", "2026-03-01T00:00:00Z");
        past.engagement(group, "2026-03-02T00:00:00Z", "60");
        past.deleted(group, "2026-03-03T00:00:00Z");
        String series = "/v1/buying-groups/" + group + "/series?metric=engagement";
        String reached = "/v1/buying-groups/" + group + "/reached?metric=engagement&value=50";

        scene.get(series).body("items.value", contains(60, 0)).body("items[1].at", is("2026-03-03T00:00:00Z"));
        scene.get(reached)
                .body("firstReachedAt", is("2026-03-02T00:00:00Z"))
                .body("holdsSince", nullValue())
                .body("crossings.holds", contains(true, false));

        past.cameBack(group, "2026-03-04T00:00:00Z");
        scene.get(series).body("items.value", contains(60, 0));
        scene.get(reached)
                .body("firstReachedAt", nullValue())
                .body("holdsSince", nullValue())
                .body("crossings", empty());

        past.engagement(group, "2026-03-05T00:00:00Z", "55");
        scene.get(series).body("items.value", contains(60, 0, 55));
        scene.get(reached)
                .body("firstReachedAt", is("2026-03-05T00:00:00Z"))
                .body("holdsSince", is("2026-03-05T00:00:00Z"));
    }

    @Test
    @DisplayName("BEY-04: a group that is gone has left its stage, says why it went, and is read as it was")
    void aGroupThatIsGoneStillAnswers() {
        scene.account("a1@crm.Test", "Acme");
        scene.person("chief@crm.Test", "Chief", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages()), "aud");
        String id = scene.group("a1@crm.Test");
        scene.awaitMembers(id, "chief@crm.Test=Decision Maker");
        String group = "/v1/buying-groups/" + id;
        String there = scene.put(group + "/stage", Map.of("stage", "Open"))
                .statusCode(200)
                .extract()
                .path("updatedAt");

        scene.deleteAccount("a1@crm.Test");
        scene.awaitRest();

        scene.get(group).statusCode(404);
        String gone = scene.get(group + "/history")
                .statusCode(200)
                .body("items[0].kind", is("DELETED"))
                .body("items.find { it.kind == 'MEMBER_REMOVED' }.cause", is("ACCOUNT_DELETED"))
                .extract()
                .path("items[0].at");
        scene.get(group + "/times")
                .statusCode(200)
                .body("stages", hasSize(1))
                .body("stages[0].stage", is("Open"))
                .body("stages[0].enteredAt", notNullValue())
                .body("stages[0].leftAt", is(gone));
        asOf(UUID.fromString(id), there)
                .statusCode(200)
                .body("stage", is("Open"))
                .body("members", is(1));
        asOf(UUID.fromString(id), gone).statusCode(404);
        scene.get("/v1/buying-groups/" + UUID.randomUUID() + "/history").statusCode(404);
    }

    @Test
    @DisplayName("BEY-04: which groups reached it in a period? Those that had been there before did not, page by page")
    void groupsAreListedByWhenTheyFirstReachedAValue() throws Exception {
        String robots = scene.interest("Robots", true);
        UUID first = aGroup(robots);
        UUID second = past.group("a2@crm.Test", robots, "Robots for Bolt", "2026-03-05T00:00:00Z");
        past.completeness(second, "2026-03-05T06:00:00Z", "85");
        UUID third = past.group("a3@crm.Test", robots, "Robots for Cord", "2026-03-05T00:00:00Z");
        past.completeness(third, "2026-03-09T00:00:00Z", "80");
        past.completeness(first, "2026-03-10T00:00:00Z", "100");
        past.completeness(second, "2026-03-11T00:00:00Z", "90");
        String reached = "/v1/buying-groups/reached?value=80";

        scene.get(reached + "&from=2026-03-05T00:00:00Z")
                .body("items.id", contains(second.toString(), third.toString()));
        scene.get(reached + "&from=2026-03-09T00:00:00Z&to=2026-03-09T00:00:00Z")
                .body("items.id", contains(third.toString()));
        scene.get(reached + "&from=2026-03-10T00:00:00Z").body("items", hasSize(0));
        String cursor = "";
        for (UUID id : List.of(first, second, third)) {
            cursor = scene.get(reached + "&limit=1&cursor=" + cursor)
                    .statusCode(200)
                    .body("items.id", contains(id.toString()))
                    .extract()
                    .path("next");
        }
        assertThat(cursor).isNull();
    }

    @Test
    void howLongThingsTookIsToldInDurations() throws Exception {
        UUID group = aGroup(scene.interest("Robots", true));

        scene.get("/v1/buying-groups/" + group + "/times")
                .statusCode(200)
                .body("timeToComplete", is("PT72H"))
                .body("stages[0].stage", is("Open"))
                .body("stages[0].time", is("PT120H"))
                .body("stages[1].stage", is("Talks"))
                .body("stages[1].leftAt", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/as-of?at=yesterday, at",
        "/as-of?at=2999-01-01T00:00:00Z, at",
        "/as-of?cursor=bm9uc2Vuc2U, cursor",
        "/as-of?solutionInterest=none, solutionInterest",
        "/as-of?limit=0, limit",
        "/reached, value",
        "/reached?value=0, value",
        "/reached?value=101, value",
        "/reached?value=1e9, value",
        "/reached?value=80&metric=members, metric",
        "/reached?value=80&cursor=bm9uc2Vuc2U, cursor",
        "/reached?value=80&cursor=Kzk5OTk5OTk5OS0wMS0wMVQwMDowMDowMFp8MS0xLTEtMS0x, cursor",
        "/{id}/as-of?at=2999-01-01T00:00:00Z, at",
        "/{id}/series?metric=height, metric",
        "/{id}/series?cursor=bm9uc2Vuc2U, cursor",
        "/{id}/series?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "/{id}/series?to=2999-01-01T00:00:00Z, to",
        "/{id}/reached?value=half, value",
        "/{id}/reached?metric=members&value=0, value",
        "/{id}/reached?metric=members&value=1.5, value",
        "/{id}/reached?metric=members&value=1000000000, value",
    })
    void aQuestionThatMakesNoSenseIsRefusedByItsParameter(String question, String parameter) throws Exception {
        UUID group = aGroup(scene.interest("Robots", true));

        scene.get("/v1/buying-groups" + question.replace("{id}", group.toString()))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("invalid-parameter"))
                .body("violations.field", contains(parameter));
    }

    private Map<UUID, Map<String, Object>> allAsOf(String at) {
        List<Map<String, Object>> groups = scene.get("/v1/buying-groups/as-of?at=" + at)
                .statusCode(200)
                .extract()
                .path("items");
        return groups.stream()
                .collect(Collectors.toMap(group -> UUID.fromString(String.valueOf(group.get("id"))), group -> group));
    }

    private ValidatableResponse asOf(UUID group, String at) {
        return scene.get("/v1/buying-groups/" + group + "/as-of?at=" + at);
    }
}

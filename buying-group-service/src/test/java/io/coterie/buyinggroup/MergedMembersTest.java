package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was decided about a person goes where the person goes (§9.6). */
@RunningService
class MergedMembersTest {

    private static final String ACCOUNT = "a1@crm.Test";
    private static final String CHIEF = "chief@crm.Test";
    private static final String OLD = "old@crm.Test";
    private static final String NEW = "new@crm.Test";

    private Scene scene;
    private String group;

    @BeforeEach
    void aGroupWithAChief() {
        scene = Scene.open();
        group = scene.aGroup(true);
        scene.person(OLD, "Clerk", ACCOUNT);
        scene.awaitRest();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("§9.6: a place given by hand is the winner's, and the history and the past say so")
    void aPlaceGivenByHandIsTheWinners() {
        assign(OLD, "Champion");
        Instant before = Instant.now();
        scene.person(NEW, "Clerk", ACCOUNT);
        scene.merge(OLD, NEW);

        scene.awaitMembers(group, CHIEF + "=Decision Maker", NEW + "=Champion");
        scene.get("/v1/buying-groups/" + group + "/members/" + NEW)
                .body("decision.source", is("MANUAL"))
                .body("decision.reason.cause", is("TAKEN_OVER"))
                .body("decision.reason.by", is("test-user"));
        scene.get("/v1/buying-groups/" + group + "/history")
                .body("items.findAll { it.personKey == '" + NEW + "' }.cause", hasItem("TAKEN_OVER"))
                .body("items.findAll { it.personKey == '" + OLD + "' }.cause", hasItem("MERGED"));
        active(before).body("people.findAll { it.state == 'ACTIVE' }.personKey", containsInAnyOrder(CHIEF, OLD));
        active(Instant.now())
                .body("people.findAll { it.state == 'ACTIVE' }.personKey", containsInAnyOrder(CHIEF, NEW))
                .body("people.find { it.personKey == '" + NEW + "' }.source", is("MANUAL"));
    }

    @Test
    void whomSomebodyRemovedDoesNotComeBackUnderAnotherKey() {
        scene.post("/v1/buying-groups/" + group + "/members/remove", Map.of("personKeys", List.of(CHIEF)))
                .statusCode(200);
        scene.merge(CHIEF, NEW);
        scene.awaitRest();
        scene.person(NEW, "Chief", ACCOUNT);
        scene.awaitRest();

        assertThat(scene.members(group)).isEmpty();
        active(Instant.now()).body("people.find { it.personKey == '" + NEW + "' }.state", is("REMOVED"));
    }

    @Test
    @DisplayName("D-29: the winner may become known as a person of the account after the merge")
    void aWinnerWhoArrivesLaterTakesOver() {
        assign(OLD, "Champion");
        scene.merge(OLD, NEW);
        scene.awaitMembers(group, CHIEF + "=Decision Maker");
        scene.person(NEW, "Clerk", ACCOUNT);

        scene.awaitMembers(group, CHIEF + "=Decision Maker", NEW + "=Champion");
        active(Instant.now())
                .body("people.find { it.personKey == '" + OLD + "' }.state", is("REMOVED"))
                .body("people.find { it.personKey == '" + NEW + "' }.by", is("test-user"));
    }

    private void assign(String person, String role) {
        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of("members", List.of(Map.of("personKey", person, "role", role))))
                .statusCode(200);
    }

    private io.restassured.response.ValidatableResponse active(Instant at) {
        return scene.user()
                .queryParam("at", at.toString())
                .get("/v1/buying-groups/" + group + "/as-of")
                .then()
                .statusCode(200);
    }
}

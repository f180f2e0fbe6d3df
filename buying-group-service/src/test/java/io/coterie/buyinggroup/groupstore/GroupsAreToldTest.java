package io.coterie.buyinggroup.groupstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What others hear of groups. */
@RunningService
class GroupsAreToldTest {

    private Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theStateTopicCarriesTheWholeGroupAndTheEventsWhatHappened() {
        String group = scene.aGroup(true);
        scene.awaitRest();

        BuyingGroupState state = scene.state(group);
        assertThat(state.solutionInterest()).isEqualTo("Robots");
        assertThat(state.completeness()).isEqualByComparingTo("50");
        assertThat(state.missingRoles()).containsExactly("Influencer");
        assertThat(state.members()).singleElement().satisfies(member -> {
            assertThat(member.personKey()).isEqualTo("chief@crm.Test");
            assertThat(member.role()).isEqualTo("Decision Maker");
            assertThat(member.source()).isEqualTo("SYSTEM");
        });
        assertThat(scene.groupEventTypes(Topics.BUYING_GROUPS))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.groupEventTypes(Topics.partnerEvents(scene.organisation)))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS))
                .allSatisfy(event -> assertThat(event.key()).isEqualTo(scene.sandboxId + ":a1@crm.Test"));
    }

    @Test
    @DisplayName("MEM-08: an event says enough to act on: who, why, and what the group is now and lacks")
    void anEventTellsWhatAPartnerNeedsToAct() {
        scene.aGroup(true);
        scene.awaitRest();

        JsonNode assigned = told(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED).getFirst();

        assertThat(assigned.get("personKey").asText()).isEqualTo("chief@crm.Test");
        assertThat(assigned.get("source").asText()).isEqualTo("SYSTEM");
        assertThat(assigned.get("cause").asText()).isEqualTo("QUALIFIES");
        assertThat(assigned.get("by").asText()).isEqualTo("system");
        BuyingGroupEvent.Group group =
                ContractJson.read(assigned, BuyingGroupEvent.class).group();
        assertThat(group).isNotNull();
        assertThat(group.name()).isEqualTo("Robots for Acme");
        assertThat(group.accountName()).isEqualTo("Acme");
        assertThat(group.members()).isEqualTo(1);
        assertThat(group.missingRoles()).containsExactly("Influencer");
        assertThat(group.roles())
                .extracting(role -> role.role() + " " + role.assigned() + "/" + role.required())
                .containsExactly("Decision Maker 1/1", "Influencer 0/2", "Champion 0/1");
    }

    @Test
    @DisplayName("D-13, D-14, D-26: names, audiences and the end of a group are told too")
    void everyKindOfChangeIsTold() {
        String group = scene.aGroup(true);

        scene.account("a1@crm.Test", "Acme Corporation");
        scene.awaitRest();
        scene.outOfAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of("members", List.of(Map.of("personKey", "chief@crm.Test", "role", "Decision Maker"))))
                .statusCode(200);
        scene.deleteAccount("a1@crm.Test");
        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).statusCode(404));
        scene.awaitRest();

        assertThat(scene.groupEventTypes(Topics.partnerEvents(scene.organisation)))
                .containsExactly(
                        EventTypes.BUYING_GROUP_CREATED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_RENAMED,
                        EventTypes.BUYING_GROUP_AUDIENCE_LEFT,
                        EventTypes.BUYING_GROUP_AUDIENCE_ENTERED,
                        EventTypes.BUYING_GROUP_MEMBER_CONFIRMED,
                        EventTypes.BUYING_GROUP_MEMBER_REMOVED,
                        EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED,
                        EventTypes.BUYING_GROUP_DELETED);
        assertThat(told(EventTypes.BUYING_GROUP_RENAMED)
                        .getFirst()
                        .get("newValue")
                        .asText())
                .isEqualTo("Robots for Acme Corporation");
    }

    @Test
    @DisplayName("CMP-06, CMP-09: a member who comes changes completeness, told with previous and new")
    void aPersonWhoArrivesCompletesTheGroup() {
        String group = scene.aGroup(true);

        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
        scene.person("d2@crm.Test", "Director", "a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("completeness", is(100)));
        scene.awaitRest();
        List<JsonNode> changes = told(EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED);
        assertThat(changes)
                .extracting(change -> change.get("previousValue").asText())
                .containsExactly("50", "75");
        assertThat(changes)
                .extracting(change -> change.get("newValue").asText())
                .containsExactly("75", "100");
    }

    private List<JsonNode> told(String type) {
        return scene.groupEvents(Topics.BUYING_GROUPS).stream()
                .filter(event -> type.equals(event.attribute("type")))
                .map(Scene::json)
                .toList();
    }
}

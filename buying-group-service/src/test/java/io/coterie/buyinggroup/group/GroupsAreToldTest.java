package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.List;
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
        assertThat(scene.publishedTypes(Topics.BUYING_GROUPS))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.publishedTypes(Topics.partnerEvents(scene.organisation)))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.published(Topics.BUYING_GROUPS))
                .allSatisfy(event -> assertThat(event.key()).isEqualTo(scene.sandboxId + ":a1@crm.Test"));
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
        List<JsonNode> changes = scene.published(Topics.BUYING_GROUPS).stream()
                .filter(event -> EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED.equals(event.attribute("type")))
                .map(Scene::json)
                .toList();
        assertThat(changes)
                .extracting(change -> change.get("previousValue").asText())
                .containsExactly("50", "75");
        assertThat(changes)
                .extracting(change -> change.get("newValue").asText())
                .containsExactly("75", "100");
    }
}

package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.JourneyAction;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions on buying groups (§6.1, §6.2). */
@ServiceTest
class GroupActionTest {

    private World world;
    private Api api;

    @BeforeEach
    void anAccountWithPeople() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
        world.account("acme");
        world.person("ada", "acme", "CTO");
        world.person("bob", "acme", "CFO");
        world.knownGroup("acme", 1, 40, "bob");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyActionIsAskedForOnceForEachItConcernsAndItsOutcomeIsOnTheTimeline() {
        UUID journey = api.published(actions("Champion", "Won"));
        world.member("prospects", "acme");

        List<JourneyAction> actions = world.actionsOnceThereAre(4);
        assertThat(actions)
                .extracting(
                        JourneyAction::kind,
                        JourneyAction::personKey,
                        action -> action.parameters().toString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                JourneyAction.ASSIGN_TO_BUYING_GROUP,
                                "ada",
                                "{\"solutionInterest\":\"crm\",\"role\":\"Champion\"}"),
                        org.assertj.core.groups.Tuple.tuple(
                                JourneyAction.REMOVE_FROM_BUYING_GROUP, "bob", "{\"solutionInterest\":\"crm\"}"),
                        org.assertj.core.groups.Tuple.tuple(
                                JourneyAction.UPDATE_BUYING_GROUP_STAGE,
                                null,
                                "{\"solutionInterest\":\"crm\",\"stage\":\"Won\"}"),
                        org.assertj.core.groups.Tuple.tuple(
                                JourneyAction.UPDATE_BUYING_GROUP_STATUS,
                                null,
                                "{\"solutionInterest\":\"crm\",\"status\":\"hot\"}"));
        assertThat(actions).extracting(JourneyAction::actionId).doesNotHaveDuplicates();

        world.outcome(actions.get(0), ActionOutcome.PERFORMED);
        world.outcome(actions.get(1), ActionOutcome.SKIPPED);
        world.outcome(actions.get(2), ActionOutcome.FAILED);
        world.awaitCount("select count(*) from action_outcome where sandbox_id = " + world.id(), 3);
        String run = api.get("/v1/runs").then().extract().path("items[0].id");
        api.get("/v1/runs/" + run + "/timeline")
                .then()
                .body(
                        "items.findAll { it.type == 'action-settled' }.event.status",
                        hasItems(ActionOutcome.PERFORMED, ActionOutcome.SKIPPED, ActionOutcome.FAILED));
        api.get("/v1/journeys/" + journey + "/statistics")
                .then()
                .body("actions.assign.size()", equalTo(1))
                .body("byNode.assign.entered", equalTo(1))
                .body("ended.end", equalTo(1));
    }

    @Test
    void aRoleOutsideTheTemplateAndAStageOutsideTheModelAreFoundBeforePublication() {
        world.defined(
                DefinitionState.SOLUTION_INTEREST,
                "robots",
                "{\"rolesTemplate\":\"template\",\"stageModel\":\"model\"}",
                "live");
        world.defined(
                DefinitionState.ROLES_TEMPLATE, "template", "{\"roles\":[{\"role\":\"Decision Maker\"}]}", "live");
        world.defined(DefinitionState.STAGE_MODEL, "model", "{\"stages\":[{\"name\":\"Open\"}]}", "live");
        UUID wrong = api.created(actions("Champion", "Won").replace("'crm'", "'robots'"));
        UUID right = api.created(actions("decision maker", "open")
                .replace("'crm'", "'robots'")
                .replace("'name':'Act'", "'name':'Act right'"));

        api.post("/v1/journeys/" + wrong + "/validate")
                .then()
                .statusCode(200)
                .body("findings.field", equalTo(List.of("/nodes/1/action/role", "/nodes/3/action/stage")))
                .body("findings.code", equalTo(List.of("unknown-reference", "unknown-reference")));
        api.post("/v1/journeys/" + right + "/validate").then().body("findings.size()", equalTo(0));
    }

    private static String actions(String role, String stage) {
        return JourneyBodies.journey("Act", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'assign'},
                {'id':'assign','type':'action','context':'people','action':{'kind':'assign-to-buying-group',
                 'solutionInterest':'crm','role':'%1$s'},'people':{'buyingGroupMember':{'exists':false}},'next':'remove'},
                {'id':'remove','type':'action','context':'people','action':{'kind':'remove-from-buying-group',
                 'solutionInterest':'crm'},'next':'stage'},
                {'id':'stage','type':'action','action':{'kind':'update-buying-group-stage','solutionInterest':'crm',
                 'stage':'%2$s'},'next':'status'},
                {'id':'status','type':'action','action':{'kind':'update-buying-group-status','solutionInterest':'crm',
                 'status':'hot'},'next':'end'},
                {'id':'end','type':'end'}
                """.formatted(role, stage));
    }
}

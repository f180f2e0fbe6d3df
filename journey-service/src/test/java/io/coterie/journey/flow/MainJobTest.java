package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.JourneyAction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The journey of the main job, with the other services' words as events and their work as outcomes. */
@ServiceTest
class MainJobTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    MovableClock clock;

    @Test
    void everyAccountTakesItsPathAndTheGapClosesItself() {
        try (World world = World.create()) {
            Api api = Api.managing(world);
            world.everythingDefined();
            for (String account : List.of("complete", "gap", "none")) {
                world.account(account);
                world.knownMember("prospects", account);
            }
            world.knownGroup("complete", 4, 100, "ada");
            world.knownGroup("gap", 2, 40, "bob", "cleo");

            UUID journey = api.published(JourneyBodies.closeTheGap("Close the gap"));

            List<JourneyAction> actions = world.actionsOnceThereAre(5);
            assertThat(actions)
                    .extracting(JourneyAction::kind, JourneyAction::accountKey, JourneyAction::personKey)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("send-sales-alert", "complete", null),
                            org.assertj.core.groups.Tuple.tuple("update-buying-group-stage", "complete", null),
                            org.assertj.core.groups.Tuple.tuple("activate-to-destination", "gap", null),
                            org.assertj.core.groups.Tuple.tuple("send-email", "gap", "bob"),
                            org.assertj.core.groups.Tuple.tuple("send-email", "gap", "cleo"));
            api.get("/v1/journeys/" + journey + "/statistics")
                    .then()
                    .statusCode(200)
                    .body("entered", equalTo(3))
                    .body("active", equalTo(2))
                    .body("byNode.gap.entered", equalTo(3))
                    .body("byNode.listen.current", equalTo(1))
                    .body("byNode.rest.current", equalTo(1))
                    .body("resting.listening", equalTo(1))
                    .body("resting.waiting", equalTo(1))
                    .body("ended.end-complete", equalTo(1))
                    .body("endedByLabel.complete", equalTo(1));

            world.group("gap", 3, 100, "bob", "cleo", "dee");
            world.publish(world.completenessChanged("gap", 3, 100));

            List<JourneyAction> more = world.actionsOnceThereAre(7);
            assertThat(more)
                    .filteredOn(action -> action.accountKey().equals("gap"))
                    .extracting(JourneyAction::kind)
                    .containsExactly(
                            "activate-to-destination",
                            "send-email",
                            "send-email",
                            "send-sales-alert",
                            "update-buying-group-stage");

            clock.advance(Duration.ofHours(1));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> api.get("/v1/journeys/" + journey + "/statistics")
                            .then()
                            .body("active", equalTo(0))
                            .body("ended.end-complete", equalTo(2))
                            .body("ended.end-other", equalTo(1)));
            assertThat(world.actions()).hasSize(7);
        }
    }

    @Test
    void theTimelineTellsTheRunAndTheOutcomesOfItsActions() {
        try (World world = World.create()) {
            Api api = Api.managing(world);
            world.everythingDefined();
            world.account("acme");
            world.knownMember("prospects", "acme");
            world.knownGroup("acme", 1, 100, "ada");
            UUID journey = api.published(JourneyBodies.closeTheGap("Close the gap"));
            JourneyAction alert = world.actionsOnceThereAre(2).getFirst();

            var outcome = world.outcomeRecord(alert, ActionOutcome.PERFORMED);
            world.publish(outcome, outcome);

            String run = api.get("/v1/runs?journey=" + journey).then().extract().path("items[0].id");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(api.get("/v1/runs/" + run + "/timeline")
                                    .then()
                                    .statusCode(200)
                                    .extract()
                                    .<List<String>>path("items.type"))
                            .containsExactlyInAnyOrder(
                                    "run-entered",
                                    "node-entered",
                                    "node-entered",
                                    "path-taken",
                                    "node-entered",
                                    "action-requested",
                                    "node-entered",
                                    "action-requested",
                                    "node-entered",
                                    "run-ended",
                                    "action-settled"));
            api.get("/v1/runs/" + run)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("ended"))
                    .body("label", equalTo("complete"))
                    .body("visits.gap", equalTo(1));
            api.get("/v1/journeys/" + journey + "/statistics")
                    .then()
                    .body("actions.alert.performed", equalTo(1))
                    .body("actions.stage.requested", equalTo(1));
        }
    }
}

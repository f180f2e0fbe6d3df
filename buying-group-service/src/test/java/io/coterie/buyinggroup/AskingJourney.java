package io.coterie.buyinggroup;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journey that asks for something about accounts' groups of {@code Robots}, and hears what became of it. */
final class AskingJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final UUID JOURNEY = new UUID(1, 1);

    private final Scene scene;

    AskingJourney(Scene scene) {
        this.scene = scene;
    }

    static JourneyAction stage(String account, String stage) {
        return action(JourneyAction.UPDATE_BUYING_GROUP_STAGE, account, null, Map.of("stage", stage));
    }

    static JourneyAction status(String account, String status) {
        return action(JourneyAction.UPDATE_BUYING_GROUP_STATUS, account, null, Map.of("status", status));
    }

    static JourneyAction assign(String account, String person, String role) {
        return action(JourneyAction.ASSIGN_TO_BUYING_GROUP, account, person, Map.of("role", role));
    }

    static JourneyAction remove(String account, String person) {
        return action(JourneyAction.REMOVE_FROM_BUYING_GROUP, account, person, Map.of());
    }

    private static JourneyAction action(
            String kind, String account, @Nullable String person, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("solutionInterest", "Robots");
        return new JourneyAction(
                UUID.randomUUID(),
                kind,
                JOURNEY,
                new UUID(1, 2),
                "node",
                1,
                account,
                person,
                ContractJson.mapper().valueToTree(all));
    }

    String id() {
        return JOURNEY.toString();
    }

    /** Asks for these, in their order. */
    void asks(JourneyAction... actions) {
        scene.publish(Stream.of(actions).map(this::event).toArray(CloudEventRecord[]::new));
    }

    /** Asks with a part of the action left out. */
    void asksWithout(String part, JourneyAction action) {
        ObjectNode document = ContractJson.mapper().valueToTree(action);
        var _ = document.remove(part);
        scene.publish(event(action).data(document.toString()));
    }

    private CloudEventRecord event(JourneyAction action) {
        return scene.event(Topics.JOURNEY_ACTIONS, action.accountKey(), EventTypes.JOURNEY_ACTION_REQUESTED, action);
    }

    /** What became of actions so far; those of one account in their order. */
    List<ActionOutcome> outcomes() {
        return scene.published(Topics.ACTION_OUTCOMES).stream()
                .map(record -> ContractJson.read(Scene.json(record), ActionOutcome.class))
                .toList();
    }

    /** What became of the action, as soon as that is known. */
    ActionOutcome outcome(JourneyAction action) {
        return await().atMost(PATIENCE)
                .until(
                        () -> outcomes().stream()
                                .filter(outcome -> outcome.actionId().equals(action.actionId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}

package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.OutgoingEvent;

/** What every service hears of a stage model. */
final class StageModelEvents {

    private StageModelEvents() {}

    static OutgoingEvent changed(StageModel model) {
        return DefinitionEvents.changed(
                DefinitionState.STAGE_MODEL,
                model.id().toString(),
                model.name(),
                model.status(),
                model.revision(),
                StageModelView.of(model));
    }
}

package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stage model as it is asked for. */
record StageModelRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<@Nullable StageRequest> stages) {

    /**
     * A stage as it is asked for.
     *
     * @param destination left out for a stage on the way
     */
    @Schema(name = "StageDefinition")
    record StageRequest(
            @Nullable String name,
            @Nullable String description,
            @JsonProperty(defaultValue = "false") boolean entry,
            Stage.@Nullable Destination destination,
            @Nullable List<@Nullable String> transitTo) {

        Stage stage() {
            List<String> targets = new ArrayList<>();
            if (transitTo != null) {
                for (String target : transitTo) {
                    targets.add(target == null ? "" : target.strip());
                }
            }
            return new Stage(name == null ? "" : name.strip(), description, entry, destination, targets);
        }
    }

    StageGraph graph() {
        List<Stage> asked = new ArrayList<>();
        if (stages != null) {
            for (StageRequest stage : stages) {
                asked.add(stage == null ? new Stage("", null, false, null, List.of()) : stage.stage());
            }
        }
        return new StageGraph(asked);
    }
}

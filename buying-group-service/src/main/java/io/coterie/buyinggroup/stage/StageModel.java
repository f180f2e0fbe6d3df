package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.Trace;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way through stages. A draft changes freely; a live one never does (STG-08). */
public record StageModel(
        UUID id,
        String name,
        @Nullable String description,
        boolean live,
        StageGraph graph,
        long revision,
        Trace trace,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    boolean saysTheSame(@Nullable String otherDescription, StageGraph otherGraph) {
        return Objects.equals(description, otherDescription) && graph.equals(otherGraph);
    }

    String status() {
        return live ? "live" : "draft";
    }
}

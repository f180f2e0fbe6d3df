package io.coterie.buyinggroup.weightingmodel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A draft as it is asked for, whole. */
record WeightingModelRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<@Nullable BandRequest> bands,
        @Nullable List<@Nullable ActivityRequest> activities) {

    record BandRequest(@Nullable String name, @Nullable Integer value) {}

    record ActivityRequest(
            @Nullable String activity,
            @Nullable String label,
            @Nullable EngagementType engagementType,
            @Nullable String band) {}
}

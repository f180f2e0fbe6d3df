package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.coterie.contracts.ContractJson;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stages look like in a column. */
final class StageJson {

    private static final TypeReference<List<Stage>> STAGES = new TypeReference<>() {};
    private static final TypeReference<StageModel.StageDraft> DRAFT = new TypeReference<>() {};
    private static final TypeReference<StageMap> MAP = new TypeReference<>() {};

    private StageJson() {}

    static List<Stage> stages(String json) {
        return read(json, STAGES);
    }

    static StageModel.@Nullable StageDraft draft(@Nullable String json) {
        return json == null ? null : read(json, DRAFT);
    }

    static StageMap map(String json) {
        return read(json, MAP);
    }

    static String write(StageMap map) {
        return ContractJson.write(map.targets());
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected what was written as " + type.getType(), e);
        }
    }
}

package io.coterie.buyinggroup.momentum;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.csv.CsvTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What moves and what stands still (§17.3).
 *
 * @param stages of the most recently published stage model; empty when there is none
 * @param mostEngaged up to five groups, as {@code fastest} and {@code stagnant}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MomentumView(
        List<StageCount> stages,
        List<GroupCard> mostEngaged,
        List<GroupCard> fastest,
        List<GroupCard> stagnant,
        List<SurgeCount> surge,
        List<AccountCard> surging,
        List<AccountCard> atRisk) {

    /** How many groups were in a stage at the end of the first and of the last day. */
    record StageCount(String stage, long firstDay, long lastDay) {}

    /**
     * A group at a glance.
     *
     * @param engagement rounded, as {@code completeness}
     * @param velocity forward moves per day, of the fastest
     * @param daysInStage of the stagnant
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupCard(
            UUID id,
            String name,
            String account,
            @Nullable String accountName,
            @Nullable String stage,
            int engagement,
            int completeness,
            @Nullable BigDecimal velocity,
            @Nullable Long daysInStage) {}

    /** How many accounts changed their engagement by so much. */
    record SurgeCount(SurgeBand band, long accounts) {}

    /**
     * An account that changed much.
     *
     * @param changePercent against the equally long time before (D-71), rounded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccountCard(
            String account, @Nullable String accountName, long changePercent, long activities, long activitiesBefore) {}

    CsvTable table() {
        List<List<Object>> rows = new ArrayList<>();
        stages.forEach(stage -> {
            rows.add(List.of("stageFirstDay", stage.stage(), stage.firstDay()));
            rows.add(List.of("stageLastDay", stage.stage(), stage.lastDay()));
        });
        mostEngaged.forEach(card -> rows.add(List.of("mostEngaged", card.name(), card.engagement())));
        fastest.forEach(card -> rows.add(Arrays.asList("fastest", card.name(), card.velocity())));
        stagnant.forEach(card -> rows.add(Arrays.asList("stagnant", card.name(), card.daysInStage())));
        surge.forEach(count -> rows.add(List.of("surge", count.band().label(), count.accounts())));
        surging.forEach(card -> rows.add(List.of("surging", card.account(), card.changePercent())));
        atRisk.forEach(card -> rows.add(List.of("atRisk", card.account(), card.changePercent())));
        return new CsvTable(List.of("panel", "subject", "value"), rows);
    }
}

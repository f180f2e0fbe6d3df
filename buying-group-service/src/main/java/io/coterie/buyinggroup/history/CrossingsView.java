package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a group reached a value, since it was last created.
 *
 * @param firstReachedAt null when it never did
 * @param holdsSince since when it has been at least at the value without a break; null when it is below
 * @param crossings every time it began or ceased to be, the first ones when there are too many
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CrossingsView(
        String metric,
        BigDecimal value,
        @Nullable Instant firstReachedAt,
        @Nullable Instant holdsSince,
        List<Crossing> crossings) {

    /** Of these crossings, the last of which is the last there was, so many are shown. */
    static CrossingsView of(String metric, BigDecimal value, List<Crossing> crossings, int most) {
        Instant first = crossings.isEmpty() ? null : crossings.getFirst().at();
        Instant since = crossings.isEmpty() || !crossings.getLast().holds()
                ? null
                : crossings.getLast().at();
        List<Crossing> shown = crossings.subList(0, Math.min(most, crossings.size()));
        return new CrossingsView(metric, value, first, since, shown);
    }
}

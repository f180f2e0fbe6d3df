package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a group reached a value.
 *
 * @param firstReachedAt null when it never did
 * @param holdsSince since when it has been at least at the value without a break; null when it is below
 * @param crossings every time it began or ceased to be, up to a thousand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CrossingsView(
        String metric,
        BigDecimal value,
        @Nullable Instant firstReachedAt,
        @Nullable Instant holdsSince,
        List<Crossing> crossings) {

    static CrossingsView of(String metric, BigDecimal value, List<Crossing> crossings) {
        Instant first = crossings.isEmpty() ? null : crossings.getFirst().at();
        Instant since = crossings.isEmpty() || !crossings.getLast().holds()
                ? null
                : crossings.getLast().at();
        return new CrossingsView(metric, value, first, since, crossings);
    }
}

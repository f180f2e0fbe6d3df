package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;

/** A value, and since when it held; it holds until the next point. */
record SeriesPoint(
        Instant at,
        BigDecimal value,
        @JsonIgnore long revision,
        @JsonIgnore int place) {

    String sortKey() {
        return new HistoryPlace(revision, place).text();
    }
}

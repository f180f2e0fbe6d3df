package io.coterie.buyinggroup.momentum;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.buyinggroup.parameter.Parameter;

/** By how much engagement changed, in rounded percent (§17.3, D-71). */
enum SurgeBand {
    NEGATIVE(Long.MIN_VALUE, -11),
    NEUTRAL(-10, 10),
    POSITIVE(11, 50),
    SURGING(51, 75),
    SURGING_STRONGLY(76, Long.MAX_VALUE);

    private final long least;
    private final long most;

    SurgeBand(long least, long most) {
        this.least = least;
        this.most = most;
    }

    /** As a condition on a column of rounded percents. */
    String condition(String column) {
        if (least == Long.MIN_VALUE) {
            return column + " <= " + most;
        }
        return most == Long.MAX_VALUE ? column + " >= " + least : column + " between " + least + " and " + most;
    }

    @JsonValue
    String label() {
        return Parameter.spelled(this);
    }
}

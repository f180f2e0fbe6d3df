package io.coterie.buyinggroup.completeness;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** The bands in which a distribution of completeness is shown; the two ends stand alone because they mean most. */
public enum CompletenessBand {
    NONE("0"),
    UP_TO_25("(0,25)"),
    UP_TO_50("[25,50)"),
    UP_TO_75("[50,75)"),
    BELOW_100("[75,100)"),
    COMPLETE("100");

    private static final BigDecimal QUARTER = BigDecimal.valueOf(25);

    private final String interval;

    CompletenessBand(String interval) {
        this.interval = interval;
    }

    /** Where a completeness belongs. */
    public static CompletenessBand of(BigDecimal percent) {
        if (percent.signum() <= 0) {
            return NONE;
        }
        return values()[1 + percent.divideToIntegralValue(QUARTER).intValueExact()];
    }

    @JsonValue
    public String interval() {
        return interval;
    }
}

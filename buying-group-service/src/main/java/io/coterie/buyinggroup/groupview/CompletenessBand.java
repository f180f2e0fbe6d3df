package io.coterie.buyinggroup.groupview;

import java.util.Locale;

/** The bands in which a distribution of completeness is shown; the two ends stand alone because they mean most. */
enum CompletenessBand {
    NONE("0", "completeness <= 0"),
    UP_TO_25("(0,25)", "completeness > 0 and completeness < 25"),
    UP_TO_50("[25,50)", "completeness >= 25 and completeness < 50"),
    UP_TO_75("[50,75)", "completeness >= 50 and completeness < 75"),
    BELOW_100("[75,100)", "completeness >= 75 and completeness < 100"),
    COMPLETE("100", "completeness >= 100");

    private final String interval;
    private final String condition;

    CompletenessBand(String interval, String condition) {
        this.interval = interval;
        this.condition = condition;
    }

    String interval() {
        return interval;
    }

    /** How many groups are in it, as a column of the band's name. */
    String count() {
        return "count(*) filter (where " + condition + ") as " + column();
    }

    String column() {
        return "groups_" + name().toLowerCase(Locale.ROOT);
    }
}

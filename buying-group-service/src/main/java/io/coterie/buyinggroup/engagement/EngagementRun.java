package io.coterie.buyinggroup.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One computation of all scores, as it is kept and shown.
 *
 * @param trigger nightly or manual
 * @param night the night it is the run of; a night has one
 * @param weightingModel the model it weighed with
 * @param windowFrom the first of the 30 days looked at (D-38)
 * @param computedAt when all scores were stored; from then on others are told
 * @param heaviestWeight of the activities that occurred, which is the weight 1
 * @param personMaximum the highest root of a person, which is the score 100; of groups likewise
 * @param persons persons with activities that count
 * @param personsChanged persons whose stored score is another one than before
 * @param groupsPublished groups whose state others were told anew
 * @param aheadOfBuilds whether it did not wait for the night's groups any longer
 * @param attempts of its present step that failed
 * @param failure why the last attempt failed, or the whole run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EngagementRun(
        UUID id,
        String trigger,
        @Nullable LocalDate night,
        State state,
        LocalDate windowFrom,
        LocalDate windowTo,
        @Nullable UUID weightingModel,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant startedAt,
        @Nullable Instant computedAt,
        @Nullable Instant finishedAt,
        @Nullable Duration computation,
        @Nullable Duration publication,
        @Nullable Integer heaviestWeight,
        @Nullable Double personMaximum,
        @Nullable Double groupMaximum,
        int persons,
        int personsChanged,
        int groups,
        int groupsChanged,
        int groupsPublished,
        boolean aheadOfBuilds,
        int attempts,
        @Nullable String failure) {

    /** How many days a score looks back at, the day of the run included (ENG-03, D-38). */
    static final int WINDOW_DAYS = 30;

    static final String NIGHTLY = "nightly";
    static final String MANUAL = "manual";

    /** How far a run is. Computing is one transaction; telling is many, and goes on after an interruption. */
    enum State {
        QUEUED,
        PUBLISHING,
        COMPLETE,
        FAILED
    }

    /** The last day of a run's window: activities are counted by days of UTC (D-38), whatever the zone of the nights. */
    static LocalDate windowTo(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The window of a run of this day. */
    static LocalDate windowFrom(LocalDate windowTo) {
        return windowTo.minusDays(WINDOW_DAYS - 1L);
    }
}

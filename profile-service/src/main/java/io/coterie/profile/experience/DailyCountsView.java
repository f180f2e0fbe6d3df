package io.coterie.profile.experience;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How often a person did what on which day.
 *
 * @param revision the number of the last event recorded of the person: events with a higher one are not counted here, all
 *     others of the days asked for are
 */
@Schema(name = "DailyEventCounts")
record DailyCountsView(String personKey, long revision, List<Count> counts) {

    /**
     * @param day in UTC
     */
    @Schema(name = "DailyEventCount")
    record Count(LocalDate day, String eventType, long count) {}
}

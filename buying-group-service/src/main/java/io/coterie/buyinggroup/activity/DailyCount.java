package io.coterie.buyinggroup.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ExperienceEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How often a person did something on a day in UTC (D-38).
 *
 * @param activity the event type
 */
record DailyCount(String personKey, String activity, LocalDate day, int count) {

    /** From this probability on an event is taken for a bot's; a source that is sure says 1. */
    private static final double PROBABLY_A_BOT = 0.5;

    private static final Comparator<DailyCount> KEY_ORDER = Comparator.comparing(DailyCount::personKey)
            .thenComparing(DailyCount::activity)
            .thenComparing(DailyCount::day);

    /** Events counted, those of bots left out (D-77), in key order. */
    static List<DailyCount> of(Collection<ExperienceEvent> events) {
        TreeMap<DailyCount, Integer> counts = new TreeMap<>(KEY_ORDER);
        for (ExperienceEvent event : events) {
            if (!isOfBot(event.event())) {
                LocalDate day = event.timestamp().atZone(ZoneOffset.UTC).toLocalDate();
                counts.merge(new DailyCount(event.personKey(), event.eventType(), day, 0), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .toList();
    }

    /** XDM's bot detection: a probability of 0 to 1. */
    private static boolean isOfBot(JsonNode event) {
        return event.path("botDetection").path("score").asDouble(0) >= PROBABLY_A_BOT;
    }

    private DailyCount times(int times) {
        return new DailyCount(personKey, activity, day, times);
    }
}

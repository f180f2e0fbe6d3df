package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.group.GroupFact;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long things took a group since it was last created, until now or until it was deleted. Pure.
 *
 * @param timeToComplete until every counted role was full for the first time
 */
record GroupTimes(Instant createdAt, Optional<Duration> timeToComplete, List<StageVisit> stages) {

    private static final BigDecimal COMPLETE = BigDecimal.valueOf(100);

    /** The times that these entries, in their order, imply at an instant; clocks ahead of this one give no negative time. */
    static GroupTimes of(List<HistoryEntry> entries, Instant now) {
        List<HistoryEntry> life = sinceCreation(entries);
        Instant createdAt = life.getFirst().at();
        Instant latest = life.getLast().at();
        return new GroupTimes(
                createdAt,
                life.stream()
                        .filter(entry -> entry.completeness().compareTo(COMPLETE) >= 0)
                        .findFirst()
                        .map(entry -> Duration.between(createdAt, entry.at())),
                visits(life, latest.isAfter(now) ? latest : now));
    }

    private static List<HistoryEntry> sinceCreation(List<HistoryEntry> entries) {
        int created = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == GroupFact.Kind.CREATED) {
                created = i;
            }
        }
        return entries.subList(created, entries.size());
    }

    private static List<StageVisit> visits(List<HistoryEntry> life, Instant now) {
        List<StageVisit> visits = new ArrayList<>();
        String stage = null;
        Instant entered = now;
        for (HistoryEntry entry : life) {
            if (entry.kind() == GroupFact.Kind.STAGE_CHANGED) {
                leave(visits, stage, entered, entry.at());
                stage = entry.newValue();
                entered = entry.at();
            } else if (entry.kind() == GroupFact.Kind.DELETED) {
                leave(visits, stage, entered, entry.at());
                stage = null;
            }
        }
        if (stage != null) {
            visits.add(new StageVisit(stage, entered, null, Duration.between(entered, now)));
        }
        return visits;
    }

    private static void leave(List<StageVisit> visits, @Nullable String stage, Instant entered, Instant left) {
        if (stage != null) {
            visits.add(new StageVisit(stage, entered, left, Duration.between(entered, left)));
        }
    }
}

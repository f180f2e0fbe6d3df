package io.coterie.buyinggroup.membership;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a group's members who turned out to be somebody else: they leave, and what a person or a journey
 * decided about them goes to the one they turned out to be, where the stronger decision stands (§9.6). The one may
 * arrive in the account later than the news; what was decided waits until then, or until the merge is undone. Used
 * once.
 */
final class Mergers {

    private final Set<String> present;
    private final Map<String, Standing> standings;
    private final Map<String, String> mergedInto;
    private final Instant now;
    private final List<Ruling.Applied> changes = new ArrayList<>();
    private final Map<String, Standing> strongestOfWinner = new TreeMap<>();

    private Mergers(Set<String> present, Map<String, Standing> standings, Map<String, String> mergedInto, Instant now) {
        this.present = present;
        this.standings = standings;
        this.mergedInto = mergedInto;
        this.now = now;
    }

    /**
     * @param present keys of those who belong to the account now
     * @param standings what was decided earlier, by person
     * @param mergedInto who somebody turned out to be
     */
    static List<Ruling.Applied> rule(
            Set<String> present, Map<String, Standing> standings, Map<String, String> mergedInto, Instant now) {
        Mergers mergers = new Mergers(present, standings, mergedInto, now);
        standings.values().forEach(mergers::look);
        mergers.strongestOfWinner.forEach((winner, decided) ->
                mergers.rule(mergers.standings.get(winner), new Decision.TakeOver(winner, decided)));
        return mergers.changes;
    }

    private void look(Standing standing) {
        if (present.contains(standing.personKey())) {
            reinstate(standing);
            return;
        }
        String winner = mergedInto.get(standing.personKey());
        if (winner != null) {
            boolean takenOver = present.contains(winner);
            if (takenOver && standing.source() != Source.SYSTEM) {
                strongestOfWinner.merge(winner, standing, (one, other) -> other.prevailsOver(one) ? other : one);
            }
            rule(standing, new Decision.Merge(standing.personKey(), takenOver));
        }
    }

    /** Nobody took over what waited, and the person is itself again. */
    private void reinstate(Standing standing) {
        if (standing.isWaiting()) {
            Cause cause = standing.source() == Source.MANUAL ? Cause.BY_HAND : Cause.JOURNEY_ACTION;
            rule(
                    standing,
                    new Decision.Assign(
                            standing.personKey(), standing.role(), standing.source(), cause, standing.decidedBy()));
        }
    }

    private void rule(@Nullable Standing standing, Decision decision) {
        Ruling.collect(changes, Precedence.rule(standing, decision, now));
    }
}

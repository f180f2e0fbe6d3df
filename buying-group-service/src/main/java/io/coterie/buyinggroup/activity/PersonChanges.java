package io.coterie.buyinggroup.activity;

import io.coterie.contracts.PersonState;
import io.coterie.platform.messaging.ReceivedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of some persons, by their newest states; pure.
 *
 * @param present persons who are there
 * @param gone persons deleted for good
 * @param merged the winner of each loser, whoever the winner itself was merged into
 */
record PersonChanges(Set<String> present, Set<String> gone, Map<String, String> merged) {

    static PersonChanges of(Set<String> changed, List<ReceivedEvent> events) {
        Map<String, PersonState> newest = new HashMap<>();
        Map<String, Long> revisions = new HashMap<>();
        for (ReceivedEvent event : events) {
            PersonState state = event.payload(PersonState.class);
            if (changed.contains(state.personKey())
                    && event.revision() > revisions.getOrDefault(state.personKey(), Long.MIN_VALUE)) {
                revisions.put(state.personKey(), event.revision());
                newest.put(state.personKey(), state);
            }
        }
        PersonChanges changes = new PersonChanges(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        newest.values().forEach(state -> changes.add(state, newest));
        return changes;
    }

    /** Everybody who is not there any more. */
    Set<String> leaving() {
        Set<String> leaving = new TreeSet<>(gone);
        leaving.addAll(merged.keySet());
        return leaving;
    }

    private void add(PersonState state, Map<String, PersonState> newest) {
        if (!state.deleted()) {
            present.add(state.personKey());
        } else if (state.mergedInto() == null) {
            gone.add(state.personKey());
        } else {
            merged.put(state.personKey(), winner(state.mergedInto(), newest, newest.size()));
        }
    }

    /** Follows merges of the same batch; a circle, which no source should say, ends after as many steps as there are states. */
    private static String winner(String mergedInto, Map<String, PersonState> newest, int steps) {
        PersonState next = newest.get(mergedInto);
        String further = next == null ? null : next.mergedInto();
        return further == null || steps == 0 ? mergedInto : winner(further, newest, steps - 1);
    }
}

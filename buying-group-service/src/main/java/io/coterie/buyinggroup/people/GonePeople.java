package io.coterie.buyinggroup.people;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Persons who are not there any more.
 *
 * @param deleted those that are nobody
 * @param mergedInto of the others who they turned out to be
 */
public record GonePeople(Set<String> deleted, Map<String, String> mergedInto) {

    public static final GonePeople NOBODY = new GonePeople(Set.of(), Map.of());

    void add(String personKey, @Nullable String winner) {
        if (winner == null) {
            deleted.add(personKey);
        } else {
            mergedInto.put(personKey, winner);
        }
    }
}

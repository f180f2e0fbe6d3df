package io.coterie.buyinggroup.people;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Persons who are among no account's people, and why.
 *
 * @param deleted those that are nobody
 * @param mergedInto of others that were deleted who they turned out to be
 * @param testProfiles by account those that would be its people, were they no test profiles (D-11)
 */
public record GonePeople(Set<String> deleted, Map<String, String> mergedInto, Map<String, Set<String>> testProfiles) {

    public static final GonePeople NOBODY = new GonePeople(Set.of(), Map.of(), Map.of());

    /** To be filled. */
    static GonePeople empty() {
        return new GonePeople(new HashSet<>(), new HashMap<>(), new HashMap<>());
    }

    /** Whether the person would be one of the account's people, were it no test profile. */
    public boolean isTestProfileOf(String accountKey, String personKey) {
        return testProfiles.getOrDefault(accountKey, Set.of()).contains(personKey);
    }

    /** Whether no account has the person, or this one would if it were no test profile. */
    public boolean isGoneFrom(String accountKey, String personKey) {
        return deleted.contains(personKey)
                || mergedInto.containsKey(personKey)
                || isTestProfileOf(accountKey, personKey);
    }

    void addDeleted(String personKey, @Nullable String winner) {
        if (winner == null) {
            deleted.add(personKey);
        } else {
            mergedInto.put(personKey, winner);
        }
    }

    void addTestProfile(String personKey, String... accountKeys) {
        for (String accountKey : accountKeys) {
            testProfiles.computeIfAbsent(accountKey, key -> new HashSet<>()).add(personKey);
        }
    }
}

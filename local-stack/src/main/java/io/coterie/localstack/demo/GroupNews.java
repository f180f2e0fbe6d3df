package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.EventTypes;
import io.coterie.platform.testing.ReadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a partner knows of the groups who has read nothing but their events, from the first to the last. A redelivered
 * event counts once.
 */
final class GroupNews {

    private final List<String> created = new ArrayList<>();
    private final Map<String, Map<String, String>> rolesByAccount = new TreeMap<>();
    private final Map<String, Double> completeness = new TreeMap<>();
    private final Map<String, String> stages = new TreeMap<>();

    private GroupNews() {}

    /** @param events those of a key in their order */
    static GroupNews of(List<ReadRecord> events) {
        GroupNews news = new GroupNews();
        Set<String> seen = new HashSet<>();
        for (ReadRecord event : events) {
            if (seen.add(Objects.requireNonNull(event.attribute("id"), "id"))) {
                news.hear(
                        Objects.requireNonNull(event.attribute("type"), "type"),
                        Definitions.json(Objects.requireNonNull(event.value(), "value")));
            }
        }
        return news;
    }

    private void hear(String type, JsonNode event) {
        if (!event.has("buyingGroupId")) {
            return;
        }
        String account = event.path("accountKey").asText();
        String person = event.path("personKey").asText();
        Map<String, String> roles = rolesByAccount.computeIfAbsent(account, none -> new HashMap<>());
        switch (type) {
            case EventTypes.BUYING_GROUP_CREATED -> created.add(account);
            case EventTypes.BUYING_GROUP_MEMBER_ASSIGNED, EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED ->
                roles.put(person, event.path("role").asText());
            case EventTypes.BUYING_GROUP_MEMBER_REMOVED -> roles.remove(person);
            case EventTypes.BUYING_GROUP_STAGE_CHANGED ->
                stages.put(account, event.path("newValue").asText());
            default -> {
                // Its completeness, which every event carries, is all there is to learn from it here.
            }
        }
        completeness.put(account, event.path("completeness").asDouble());
    }

    /** Account keys, one for each group that came into being. */
    List<String> created() {
        return created;
    }

    /** Every member as {@code <account key> <role> <address>}. */
    List<String> memberships(Map<String, String> addresses) {
        List<String> memberships = new ArrayList<>();
        rolesByAccount.forEach((account, roles) -> roles.forEach((person, role) ->
                memberships.add(account + " " + role + " " + addresses.getOrDefault(person, person))));
        return memberships;
    }

    /** The last completeness of every group, as {@link #percent} writes it. */
    List<String> completeness() {
        List<String> lines = new ArrayList<>();
        completeness.forEach((account, value) -> lines.add(percent(account, value)));
        return lines;
    }

    static String percent(String accountKey, double completeness) {
        return String.format(Locale.ROOT, "%s %.1f %%", accountKey, completeness);
    }

    /** Accounts whose group was last moved to a stage. */
    List<String> at(String stage) {
        return stages.entrySet().stream()
                .filter(entry -> entry.getValue().equals(stage))
                .map(Map.Entry::getKey)
                .toList();
    }
}

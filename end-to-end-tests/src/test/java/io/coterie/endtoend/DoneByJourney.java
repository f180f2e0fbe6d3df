package io.coterie.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.Topics;
import io.coterie.localstack.stack.Part;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a journey did to the groups of an interest, account by account, as each side of the suite tells it. */
record DoneByJourney(Api api, String interest, String journey) {

    private static final String GROUP_EVENT = "io.coterie.buying-group.";
    private static final String VERSION = ".v1";

    /** What the histories of the groups say, in its order. */
    Map<String, List<String>> inHistory() {
        Map<String, List<String>> byAccount = new TreeMap<>();
        for (JsonNode group : api.list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups?solutionInterest=" + interest)) {
            String history = "/v1/buying-groups/" + group.get("id").asText() + "/history";
            byAccount.put(
                    group.get("account").asText(),
                    api.list(Part.BUYING_GROUP_SERVICE, history).reversed().stream()
                            .filter(this::isDoneByTheJourney)
                            .map(entry -> words(entry.get("kind").asText(), entry))
                            .toList());
        }
        return byAccount;
    }

    /** What the topic of buying groups says, in its order, each event once however often it was delivered. */
    Map<String, List<String>> told() {
        Map<String, List<String>> byAccount = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        try (KafkaProbe kafka = KafkaProbe.to(api.stack().bootstrapServers())) {
            for (ReadRecord record : kafka.readAll(Topics.BUYING_GROUPS)) {
                String payload = String.valueOf(record.value());
                // Before it is read as JSON, for other tests fill the topic too.
                if (!payload.contains(journey) || !seen.add(String.valueOf(record.attribute("id")))) {
                    continue;
                }
                JsonNode event = ContractJson.readTree(payload.getBytes(StandardCharsets.UTF_8));
                if (isDoneByTheJourney(event)) {
                    byAccount
                            .computeIfAbsent(event.get("accountKey").asText(), account -> new ArrayList<>())
                            .add(words(kind(record), event));
                }
            }
        }
        return byAccount;
    }

    /** What the accounts' runs were told of their actions: each outcome, in the order of the nodes' names. */
    Map<String, List<String>> outcomes() {
        Map<String, List<String>> byAccount = new TreeMap<>();
        for (JsonNode run : api.list(Part.JOURNEY_SERVICE, "/v1/runs?journey=" + journey)) {
            String timeline = "/v1/runs/" + run.get("id").asText() + "/timeline";
            byAccount.put(
                    run.get("accountKey").asText(),
                    api.list(Part.JOURNEY_SERVICE, timeline).stream()
                            .filter(entry -> entry.get("type").asText().equals("action-settled"))
                            .map(entry -> entry.at("/event/node").asText() + " "
                                    + entry.at("/event/status").asText())
                            .sorted()
                            .toList());
        }
        return byAccount;
    }

    private boolean isDoneByTheJourney(JsonNode change) {
        return change.path("by").asText("").equals("journey " + journey);
    }

    /** The part that tells kinds of events apart, as histories write it. */
    private static String kind(ReadRecord record) {
        String type = String.valueOf(record.attribute("type"));
        return type.substring(GROUP_EVENT.length(), type.length() - VERSION.length())
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    /** What happened, and the role that a member got or had, or the new value. */
    private static String words(String kind, JsonNode change) {
        return kind + " " + change.path("role").asText(change.path("newValue").asText(""));
    }
}

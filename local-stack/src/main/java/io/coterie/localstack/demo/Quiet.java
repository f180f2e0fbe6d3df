package io.coterie.localstack.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until nothing is on its way any more, so that a number read afterwards is exact. */
final class Quiet {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** One look can miss what is between two services, so it must stay quiet over several looks. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1200);

    private final SuiteClient client;
    private final List<URI> services;
    private final Duration patience;

    Quiet(SuiteClient client, List<URI> services, Duration patience) {
        this.client = client;
        this.services = services;
        this.patience = patience;
    }

    /** @param look hears at every look what is still busy; nothing in the end */
    void untilQuiet(Consumer<String> look) {
        try {
            await().atMost(patience).pollInterval(PAUSE).during(LONG_ENOUGH).until(() -> {
                String busy = firstBusy();
                look.accept(busy);
                return busy.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("Expected the suite to come to rest, but " + firstBusy(), e);
        }
    }

    private String firstBusy() {
        for (URI service : services) {
            JsonNode replication = client.get(service, "/v1/replication");
            String name = replication.get("service").asText();
            if (replication.get("outboxDepth").longValue() > 0) {
                return name + " has events to send: " + replication.get("outboxDepth");
            }
            for (JsonNode topic : replication.get("topics")) {
                if (topic.get("lag").longValue() > 0) {
                    return name + " is behind on " + topic.get("topic").asText() + " by " + topic.get("lag");
                }
            }
            for (var work : replication.get("pendingWork").properties()) {
                if (work.getValue().longValue() > 0) {
                    return name + " has work to do: " + work.getKey() + " " + work.getValue();
                }
            }
        }
        return "";
    }
}

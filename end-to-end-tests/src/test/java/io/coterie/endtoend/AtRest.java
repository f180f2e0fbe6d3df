package io.coterie.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.stack.Part;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The suite at rest: nothing waits in an outbox, on a topic or in a work list of any service. */
final class AtRest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Between two services there are moments in which neither shows what is on its way. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1200);

    private AtRest() {}

    static void await(Api api) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .during(LONG_ENOUGH)
                .untilAsserted(
                        () -> assertThat(busy(api)).as("what is on its way").isEmpty());
    }

    private static List<String> busy(Api api) {
        return Part.SERVICES.stream().flatMap(service -> busy(api, service)).toList();
    }

    private static Stream<String> busy(Api api, Part service) {
        JsonNode replication = api.get(service, "/v1/replication").expect(200);
        Stream<String> outbox = replication.get("outboxDepth").longValue() == 0
                ? Stream.of()
                : Stream.of(service.label() + " has events to send");
        Stream<String> topics = replication
                .get("topics")
                .valueStream()
                .filter(topic -> topic.get("lag").longValue() > 0)
                .map(topic ->
                        service.label() + " is behind on " + topic.get("topic").asText());
        Stream<String> work = replication.get("pendingWork").properties().stream()
                .filter(piece -> piece.getValue().longValue() > 0)
                .map(piece -> service.label() + " has work to do: " + piece.getKey());
        return Stream.of(outbox, topics, work).flatMap(all -> all);
    }
}

package io.coterie.platform.messaging;

import io.coterie.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * A service decides nothing until it knows what each state topic held when it started: otherwise it would take people
 * for gone whom it has not read yet.
 */
@ApplicationScoped
public class CaughtUp {

    private static final Logger LOG = Logger.getLogger(CaughtUp.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaOffsets kafka;
    private final ConsumedOffsets consumed;
    private final Uni<Void> whenCaughtUp;
    private volatile boolean reached;

    CaughtUp(KafkaOffsets kafka, ConsumedOffsets consumed) {
        this.kafka = kafka;
        this.consumed = consumed;
        this.whenCaughtUp = reachStart().memoize().indefinitely();
    }

    void start(@Observes StartupEvent started) {
        whenCaughtUp
                .subscribe()
                .with(
                        done -> LOG.info("State topics are applied up to their ends at start"),
                        failure -> LOG.error("The ends of the state topics cannot be found", failure));
    }

    /** Completes once every state topic is applied up to its end at start. */
    public Uni<Void> whenCaughtUp() {
        return whenCaughtUp;
    }

    boolean isReached() {
        return reached;
    }

    private Uni<Void> reachStart() {
        return Uni.createFrom()
                .deferred(() -> kafka.ranges(stateTopics()::contains))
                .onFailure()
                .retry()
                .withBackOff(PAUSE, Duration.ofSeconds(2))
                .indefinitely()
                .chain(this::reach)
                .invoke(() -> reached = true);
    }

    private Uni<Void> reach(Map<TopicPartition, KafkaOffsets.Range> atStart) {
        return Uni.createFrom()
                .deferred(() -> consumed.all())
                .map(applied -> isBehind(applied, atStart))
                .onFailure()
                .recoverWithItem(true)
                .chain(behind -> behind
                        ? pause().chain(() -> reach(atStart))
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE);
    }

    private List<String> stateTopics() {
        List<String> compacted = Topics.ALL.stream()
                .filter(Topics.Topic::compacted)
                .map(Topics.Topic::name)
                .toList();
        return kafka.incomingTopics().stream().filter(compacted::contains).toList();
    }

    private static boolean isBehind(Map<TopicPartition, Long> applied, Map<TopicPartition, KafkaOffsets.Range> wanted) {
        return wanted.entrySet().stream()
                .anyMatch(partition ->
                        partition.getValue().next() > partition.getValue().first()
                                && applied.getOrDefault(partition.getKey(), 0L)
                                        < partition.getValue().next());
    }
}

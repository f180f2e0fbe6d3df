package io.coterie.journey.history;

import io.coterie.contracts.Topics;
import io.coterie.journey.history.KeptEventTypes.KeptType;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.messaging.TopicReplay;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads the past of a type that a newly published journey counts. The publication is committed before the topic's end is
 * asked for, and every batch consumed after the publication keeps the type: so each event is before that end, or kept as it
 * comes, or both, and is kept once. A record that cannot be kept is passed over: the channel has put it aside as dead letter.
 */
@ApplicationScoped
class PastReader {

    private static final Logger LOG = Logger.getLogger(PastReader.class);

    private final KeptEventTypes types;
    private final KeptEvents kept;
    private final TopicReplay replay;

    PastReader(KeptEventTypes types, KeptEvents kept, TopicReplay replay) {
        this.types = types;
        this.kept = kept;
        this.replay = replay;
    }

    void start(@Observes StartupEvent event, WorkLoops loops) {
        loops.start("event-history", this::step);
    }

    private Uni<Boolean> step() {
        return types.incomplete()
                .chain(missing -> missing.isEmpty()
                        ? Uni.createFrom().item(false)
                        : replay.replay(
                                        Topics.EXPERIENCE_EVENTS,
                                        (connection, sandbox, events) -> keep(connection, sandbox, events, missing))
                                .invoke(passedOver -> tell(passedOver, missing))
                                .chain(() -> types.complete(missing))
                                .replaceWith(true));
    }

    private static void tell(long passedOver, Set<KeptType> read) {
        LOG.infof(
                "Read the past of %s; %d records could not be applied",
                read.stream()
                        .map(type -> type.sandboxId() + "/" + type.eventType())
                        .sorted()
                        .toList(),
                passedOver);
    }

    private Uni<Void> keep(
            SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events, Set<KeptType> missing) {
        return kept.keep(
                connection,
                sandbox,
                events.stream()
                        .map(WholeEvent::of)
                        .filter(event -> missing.stream().anyMatch(type -> type.isOf(sandbox, event.eventType())))
                        .toList());
    }
}

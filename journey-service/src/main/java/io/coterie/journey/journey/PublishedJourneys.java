package io.coterie.journey.journey;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.JourneyCompiler;
import io.coterie.journey.definition.JourneyCompiler.Compilation;
import io.coterie.journey.journey.JourneyRepository.Held;
import io.coterie.journey.run.RunnableJourney;
import io.coterie.journey.run.RunnableJourneys;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Published journeys, compiled once. A definition never changes after its publication, so what is kept here cannot grow
 * old; the status does change, and is read each time.
 */
@ApplicationScoped
class PublishedJourneys implements RunnableJourneys {

    private static final Logger LOG = Logger.getLogger(PublishedJourneys.class);

    private final JourneyRepository repository;
    private final Map<UUID, CompiledJourney> compiled = new ConcurrentHashMap<>();

    PublishedJourneys(JourneyRepository repository) {
        this.repository = repository;
    }

    @Override
    public Uni<Map<UUID, RunnableJourney>> hold(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return repository
                .share(connection, sandbox, ids)
                .chain(held -> compileMissing(connection, sandbox, held).map(done -> runnable(held)));
    }

    private Uni<Void> compileMissing(SqlConnection connection, Sandbox sandbox, List<Held> held) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Held journey : held) {
            if (!compiled.containsKey(journey.id())) {
                done = done.chain(() -> repository.find(connection, sandbox, journey.id()))
                        .invoke(found -> found.flatMap(PublishedJourneys::compile)
                                .ifPresent(ready -> compiled.put(journey.id(), ready)))
                        .replaceWithVoid();
            }
        }
        return done;
    }

    private Map<UUID, RunnableJourney> runnable(List<Held> held) {
        Map<UUID, RunnableJourney> runnable = new HashMap<>();
        for (Held journey : held) {
            CompiledJourney ready = compiled.get(journey.id());
            if (ready != null) {
                runnable.put(
                        journey.id(),
                        new RunnableJourney(
                                ready,
                                journey.status() == JourneyStatus.LIVE,
                                journey.status() == JourneyStatus.ABORTED));
            }
        }
        return runnable;
    }

    private static Optional<CompiledJourney> compile(Journey journey) {
        Compilation compilation = JourneyCompiler.compile(journey.definition(), FieldCatalogue.standard());
        if (compilation.journey() == null) {
            LOG.errorf(
                    "Journey %s was published and does not compile any more: %s", journey.id(), compilation.findings());
        }
        return Optional.ofNullable(compilation.journey());
    }
}

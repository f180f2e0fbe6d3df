package io.coterie.journey.journey;

import io.coterie.journey.catalogue.SandboxFields;
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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Published journeys, compiled once for each state of the sandbox's fields. A definition never changes after its
 * publication; the status does change, and is read each time.
 */
@ApplicationScoped
class PublishedJourneys implements RunnableJourneys {

    private static final Logger LOG = Logger.getLogger(PublishedJourneys.class);

    private final JourneyRepository repository;
    private final SandboxFields fields;
    private final Map<UUID, Compiled> compiled = new ConcurrentHashMap<>();

    PublishedJourneys(JourneyRepository repository, SandboxFields fields) {
        this.repository = repository;
        this.fields = fields;
    }

    /** @param with the fields it was compiled with */
    private record Compiled(CompiledJourney journey, FieldCatalogue with) {}

    @Override
    public Uni<Map<UUID, RunnableJourney>> hold(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return repository
                .share(connection, sandbox, ids)
                .chain(held -> fields.catalogue(connection, sandbox)
                        .chain(catalogue -> compileMissing(connection, sandbox, held, catalogue))
                        .map(done -> runnable(held)));
    }

    private Uni<Void> compileMissing(
            SqlConnection connection, Sandbox sandbox, List<Held> held, FieldCatalogue catalogue) {
        List<UUID> missing = held.stream()
                .map(Held::id)
                .filter(id -> !isCompiled(id, catalogue))
                .toList();
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .ofIds(connection, sandbox, missing)
                        .invoke(found -> found.forEach(journey -> compile(journey, catalogue)))
                        .replaceWithVoid();
    }

    private boolean isCompiled(UUID id, FieldCatalogue catalogue) {
        Compiled known = compiled.get(id);
        return known != null && known.with == catalogue;
    }

    private Map<UUID, RunnableJourney> runnable(List<Held> held) {
        Map<UUID, RunnableJourney> runnable = new HashMap<>();
        for (Held journey : held) {
            Compiled known = compiled.get(journey.id());
            if (known != null) {
                runnable.put(
                        journey.id(),
                        new RunnableJourney(
                                known.journey,
                                journey.status() == JourneyStatus.LIVE,
                                journey.status().stopsRuns()));
            }
        }
        return runnable;
    }

    private void compile(Journey journey, FieldCatalogue catalogue) {
        Compilation compilation = JourneyCompiler.compileStored(journey.definition(), catalogue);
        CompiledJourney ready = compilation.journey();
        if (ready == null) {
            LOG.errorf(
                    "Journey %s was published and does not compile any more: %s", journey.id(), compilation.findings());
            return;
        }
        compiled.put(journey.id(), new Compiled(ready, catalogue));
    }
}

package io.coterie.journey.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Finding;
import io.coterie.journey.entry.Entries;
import io.coterie.journey.history.EventInterests;
import io.coterie.journey.run.JourneyStatistics;
import io.coterie.journey.run.RunStatistics;
import io.coterie.journey.run.Runs;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of journeys: one transaction for each thing done to one. */
@ApplicationScoped
class JourneyService {

    private static final Duration REFERENCE_PAUSE = Duration.ofMillis(100);

    private final SandboxTransactions transactions;
    private final JourneyRepository journeys;
    private final Definitions definitions;
    private final Entries entries;
    private final EventInterests interests;
    private final Runs runs;
    private final RunStatistics statistics;
    private final Outbox outbox;
    private final JourneyConfig config;
    private final Clock clock;

    JourneyService(
            SandboxTransactions transactions,
            JourneyRepository journeys,
            Definitions definitions,
            Entries entries,
            EventInterests interests,
            Runs runs,
            RunStatistics statistics,
            Outbox outbox,
            JourneyConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.journeys = journeys;
        this.definitions = definitions;
        this.entries = entries;
        this.interests = interests;
        this.runs = runs;
        this.statistics = statistics;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Something that a publication needs is not known here yet; it may be on its way. */
    private static final class ReferencesMissing extends ProblemException {
        ReferencesMissing(List<Finding> findings) {
            super(JourneyError.JOURNEY_INVALID, JourneyProblems.detail(findings), JourneyProblems.violations(findings));
        }
    }

    /** What a journey is to become, by whom, and the entity tag they saw. */
    private record Change(
            String name,
            JsonNode body,
            String actor,
            @Nullable String ifMatch) {}

    /** A declared journey, and whether the declaration made it. */
    record Declared(Journey journey, boolean isNew) {}

    Uni<Journey> create(Sandbox sandbox, String actor, JsonNode body) {
        return transactions.inSandbox(
                sandbox,
                connection ->
                        name(connection, sandbox, body).chain(name -> create(connection, sandbox, actor, name, body)));
    }

    /** Makes the journey of this name be as declared: creates it, changes the draft, or finds it so already. */
    Uni<Declared> declare(Sandbox sandbox, String actor, String name, JsonNode body, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> name(connection, sandbox, body)
                        .invoke(written -> requireName(name, written))
                        .chain(written -> declare(connection, sandbox, new Change(written, body, actor, ifMatch))));
    }

    private Uni<Declared> declare(SqlConnection connection, Sandbox sandbox, Change change) {
        return journeys.lockByName(connection, sandbox, change.name)
                .chain(found -> found.isEmpty()
                        ? create(connection, sandbox, change.actor, change.name, change.body)
                                .map(made -> new Declared(made, true))
                        : change(connection, sandbox, found.get(), change)
                                .map(changed -> new Declared(changed, false)));
    }

    Uni<Journey> update(Sandbox sandbox, String actor, UUID id, JsonNode body, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> name(connection, sandbox, body)
                        .chain(name -> journeys.lock(connection, sandbox, id)
                                .chain(journey ->
                                        change(connection, sandbox, journey, new Change(name, body, actor, ifMatch)))));
    }

    /** Of a draft nothing is left; an aborted journey's runs stay, and the others hear that it is gone (§2.2). */
    Uni<Void> delete(Sandbox sandbox, String actor, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> journeys.lock(connection, sandbox, id)
                        .invoke(journey -> EntityTags.requireMatch(ifMatch, journey.revision()))
                        .chain(journey -> delete(connection, sandbox, journey, actor)));
    }

    Uni<Journey> require(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> journeys.require(connection, sandbox, id));
    }

    Uni<Page<Journey>> page(Sandbox sandbox, UUID after, @Nullable String status, @Nullable String name, int limit) {
        return transactions
                .inSandbox(sandbox, connection -> journeys.page(connection, sandbox, after, status, name, limit + 1))
                .map(found -> Page.of(found, limit, journey -> journey.id().toString()));
    }

    Uni<JourneyStatistics> statistics(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection ->
                        journeys.require(connection, sandbox, id).chain(() -> statistics.of(connection, sandbox, id)));
    }

    /** Everything that is in the way of a publication now. */
    Uni<List<Finding>> validate(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> journeys.require(connection, sandbox, id)
                        .chain(journey -> definitions.findings(connection, sandbox, journey.definition())));
    }

    /** From draft to live; whoever belongs to the audience is due in the same transaction. A live journey stays as it is. */
    Uni<Journey> publish(Sandbox sandbox, String actor, UUID id, @Nullable String ifMatch) {
        return Uni.createFrom()
                .deferred(() ->
                        transactions.inSandbox(sandbox, connection -> publish(connection, sandbox, actor, id, ifMatch)))
                .onFailure(ReferencesMissing.class)
                .retry()
                .withBackOff(REFERENCE_PAUSE, REFERENCE_PAUSE)
                .expireIn(config.referencePatience().toMillis())
                .onFailure(JourneyService::hasReferencesMissing)
                .transform(JourneyService::referencesMissing);
    }

    /** From live to closed: nobody enters any more. */
    Uni<Journey> close(Sandbox sandbox, String actor, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> journeys.lock(connection, sandbox, id)
                        .invoke(journey -> EntityTags.requireMatch(ifMatch, journey.revision()))
                        .chain(journey -> close(connection, sandbox, journey, actor)));
    }

    /** From live or closed to aborted: everybody inside stops (§2.4). */
    Uni<Journey> abort(Sandbox sandbox, String actor, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> journeys.lock(connection, sandbox, id)
                        .invoke(journey -> EntityTags.requireMatch(ifMatch, journey.revision()))
                        .chain(journey -> abort(connection, sandbox, journey, actor)));
    }

    private Uni<Journey> publish(
            SqlConnection connection, Sandbox sandbox, String actor, UUID id, @Nullable String ifMatch) {
        return journeys.lock(connection, sandbox, id)
                .invoke(journey -> EntityTags.requireMatch(ifMatch, journey.revision()))
                .chain(journey -> journey.status() == JourneyStatus.LIVE
                        ? Uni.createFrom().item(journey)
                        : goLive(connection, sandbox, journey, actor));
    }

    private Uni<Journey> goLive(SqlConnection connection, Sandbox sandbox, Journey journey, String actor) {
        requireDraft(journey);
        return definitions
                .compile(connection, sandbox, journey.definition())
                .chain(compiled -> goLive(connection, sandbox, journey.published(actor, now()), compiled));
    }

    private Uni<Journey> goLive(SqlConnection connection, Sandbox sandbox, Journey live, CompiledJourney compiled) {
        return definitions
                .missing(connection, sandbox, compiled)
                .invoke(findings -> {
                    if (!findings.isEmpty()) {
                        throw new ReferencesMissing(findings);
                    }
                })
                .chain(() -> save(connection, sandbox, live))
                .call(() -> interests.open(connection, sandbox, live.id(), compiled))
                .call(() -> entries.open(
                        connection, sandbox, live.id(), compiled.graph().entry().audience(), live.updatedAt()));
    }

    private Uni<Journey> close(SqlConnection connection, Sandbox sandbox, Journey journey, String actor) {
        return switch (journey.status()) {
            case CLOSED -> Uni.createFrom().item(journey);
            case DRAFT, ABORTED, DELETED ->
                throw new ProblemException(
                        JourneyError.JOURNEY_NOT_LIVE,
                        "Expected a live journey, but it is " + journey.status().text());
            case LIVE ->
                save(connection, sandbox, journey.become(JourneyStatus.CLOSED, actor, now()))
                        .call(() -> entries.close(connection, sandbox, journey.id()));
        };
    }

    private Uni<Journey> abort(SqlConnection connection, Sandbox sandbox, Journey journey, String actor) {
        return switch (journey.status()) {
            case ABORTED, DELETED -> Uni.createFrom().item(journey);
            case DRAFT ->
                throw new ProblemException(
                        JourneyError.JOURNEY_NOT_RUNNING, "Expected a live or closed journey, but it is a draft");
            case LIVE, CLOSED -> {
                Instant now = now();
                yield save(connection, sandbox, journey.become(JourneyStatus.ABORTED, actor, now))
                        .call(() -> entries.close(connection, sandbox, journey.id()))
                        .call(() -> interests.close(connection, sandbox, journey.id()))
                        .call(() -> runs.stopAll(connection, sandbox, journey.id(), now));
            }
        };
    }

    private Uni<Void> delete(SqlConnection connection, Sandbox sandbox, Journey journey, String actor) {
        return switch (journey.status()) {
            case DRAFT -> journeys.delete(connection, sandbox, journey.id());
            case LIVE, CLOSED ->
                throw new ProblemException(
                        JourneyError.JOURNEY_IS_RUNNING,
                        "Expected a draft or an aborted journey, but it is "
                                + journey.status().text());
            case ABORTED, DELETED ->
                save(connection, sandbox, journey.become(JourneyStatus.DELETED, actor, now()))
                        .replaceWithVoid();
        };
    }

    private Uni<Journey> create(SqlConnection connection, Sandbox sandbox, String actor, String name, JsonNode body) {
        return journeys.nextId(connection)
                .map(id -> Journey.draft(id, name, normalised(body), actor, now()))
                .call(journey -> journeys.insert(connection, sandbox, journey));
    }

    private Uni<Journey> change(SqlConnection connection, Sandbox sandbox, Journey journey, Change change) {
        EntityTags.requireMatch(change.ifMatch, journey.revision());
        ObjectNode definition = normalised(change.body);
        if (journey.definition().equals(definition)) {
            return Uni.createFrom().item(journey);
        }
        requireDraft(journey);
        Journey changed = journey.changed(change.name, definition, change.actor, now());
        return journeys.update(connection, sandbox, changed).replaceWith(changed);
    }

    private Uni<Journey> save(SqlConnection connection, Sandbox sandbox, Journey journey) {
        DefinitionState state = new DefinitionState(
                DefinitionState.JOURNEY,
                journey.id().toString(),
                journey.name(),
                journey.status().text(),
                journey.status() == JourneyStatus.DELETED ? null : journey.definition());
        OutgoingEvent event = OutgoingEvent.of(
                Topics.DEFINITIONS,
                DefinitionState.JOURNEY + "/" + journey.id(),
                EventTypes.DEFINITION_CHANGED,
                "journeys/" + journey.id(),
                journey.revision(),
                state);
        return journeys.update(connection, sandbox, journey)
                .chain(() -> outbox.append(connection, sandbox, List.of(event)))
                .replaceWith(journey);
    }

    /** The name in a body that holds together. */
    private Uni<String> name(SqlConnection connection, Sandbox sandbox, JsonNode body) {
        return definitions
                .compile(connection, sandbox, body)
                .map(compiled -> compiled.definition().name());
    }

    private static void requireName(String expected, String written) {
        if (!written.equalsIgnoreCase(expected.strip())) {
            throw ProblemException.ofField(
                    JourneyError.JOURNEY_MALFORMED, "/name", "Expected the name of the path, '" + expected + "'");
        }
    }

    /** As it will be read back, so that the same body is found equal. */
    private static ObjectNode normalised(JsonNode body) {
        return (ObjectNode) ContractJson.readTree(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void requireDraft(Journey journey) {
        if (!journey.isDraft()) {
            throw new ProblemException(
                    JourneyError.JOURNEY_NOT_DRAFT,
                    "Expected a draft, but the journey is " + journey.status().text());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean hasReferencesMissing(Throwable failure) {
        return referencesMissing(failure) instanceof ReferencesMissing;
    }

    /** The retry wraps what it gives up on. */
    private static Throwable referencesMissing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReferencesMissing missing) {
                return missing;
            }
        }
        return failure;
    }
}

package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.field.FieldService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Audiences as people define them. */
@ApplicationScoped
class AudienceService {

    private final SandboxTransactions transactions;
    private final AudienceRepository audiences;
    private final MembershipRepository memberships;
    private final FieldService fields;
    private final Outbox outbox;
    private final AudienceConfig config;
    private final Clock clock;

    AudienceService(
            SandboxTransactions transactions,
            AudienceRepository audiences,
            MembershipRepository memberships,
            FieldService fields,
            Outbox outbox,
            AudienceConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.audiences = audiences;
        this.memberships = memberships;
        this.fields = fields;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    Uni<AudienceView> define(Sandbox sandbox, String actor, String name, JsonNode condition) {
        return transactions.inSession(
                sandbox,
                session -> audiences
                        .lockDefinitions(session, sandbox)
                        .chain(() -> reads(session, sandbox, condition))
                        .chain(reads -> audiences
                                .findByName(session, name.strip())
                                .invoke(found -> found.ifPresent(taken -> refuseTaken(name)))
                                .chain(() -> add(session, sandbox, actor, name.strip(), condition, reads))));
    }

    /** Makes the audience of the name what it is to be; the same again is no change. */
    Uni<DeclaredAudience> declare(
            Sandbox sandbox, String actor, String name, JsonNode condition, @Nullable String ifMatch) {
        return transactions.inSession(
                sandbox,
                session -> audiences
                        .lockDefinitions(session, sandbox)
                        .chain(() -> reads(session, sandbox, condition))
                        .chain(reads -> audiences
                                .findByName(session, name.strip())
                                .chain(found -> found.isEmpty()
                                        ? add(session, sandbox, actor, name.strip(), condition, reads)
                                                .map(DeclaredAudience::changed)
                                        : redefine(session, sandbox, found.get(), condition, reads, ifMatch))));
    }

    Uni<Void> archive(Sandbox sandbox, UUID id, @Nullable String ifMatch) {
        return transactions.inSession(
                sandbox,
                session -> require(session, id)
                        .invoke(audience -> EntityTags.requireMatch(ifMatch, audience.revision()))
                        .chain(audience -> archive(session, sandbox, audience)));
    }

    Uni<AudienceView> get(Sandbox sandbox, UUID id) {
        return transactions
                .inSession(sandbox, session -> require(session, id).map(Audience::view))
                .chain(view -> transactions
                        .inSandbox(sandbox, connection -> memberships.count(connection, sandbox, id))
                        .map(view::counted));
    }

    Uni<List<AudienceView>> page(Sandbox sandbox, UUID after, int limit) {
        return transactions.inSession(
                sandbox,
                session -> audiences
                        .page(session, after, limit)
                        .map(found -> found.stream().map(Audience::view).toList()));
    }

    Uni<List<MemberView>> members(Sandbox sandbox, UUID id, String after, int limit) {
        return transactions
                .inSession(sandbox, session -> require(session, id))
                .chain(() -> transactions.inSandbox(
                        sandbox, connection -> memberships.page(connection, sandbox, id, after, limit)));
    }

    /** Compiled while no definition and no field changes: what is saved can work. */
    private Uni<AudienceReads> reads(Mutiny.Session session, Sandbox sandbox, JsonNode condition) {
        return fields.of(session, sandbox)
                .map(known -> AudienceReads.of(
                        Conditions.require(condition, known.catalogue()).reads()));
    }

    private Uni<AudienceView> add(
            Mutiny.Session session,
            Sandbox sandbox,
            String actor,
            String name,
            JsonNode condition,
            AudienceReads reads) {
        Audience audience =
                new Audience(UUID.randomUUID(), sandbox.id(), name, condition, reads, actor, clock.instant());
        return audiences
                .countActive(session)
                .invoke(this::requireRoom)
                .chain(() -> audiences.startEvaluation(session, sandbox, audience.id()))
                .chain(() -> session.persist(audience))
                .chain(() -> announce(session, sandbox, audience));
    }

    private Uni<DeclaredAudience> redefine(
            Mutiny.Session session,
            Sandbox sandbox,
            Audience audience,
            JsonNode condition,
            AudienceReads reads,
            @Nullable String ifMatch) {
        EntityTags.requireMatch(ifMatch, audience.revision());
        if (audience.hasCondition(condition)) {
            return Uni.createFrom().item(new DeclaredAudience(audience.view(), false));
        }
        return audiences
                .startEvaluation(session, sandbox, audience.id())
                .invoke(() -> audience.redefine(condition, reads, clock.instant()))
                .chain(() -> announce(session, sandbox, audience))
                .map(DeclaredAudience::changed);
    }

    private Uni<Void> archive(Mutiny.Session session, Sandbox sandbox, Audience audience) {
        if (audience.isArchived()) {
            throw new ProblemException(
                    AudienceError.AUDIENCE_ARCHIVED, "Expected an audience in use, but it is archived already.");
        }
        return audiences
                .stopEvaluation(session, sandbox, audience.id())
                .invoke(() -> audience.archive(clock.instant()))
                .chain(() -> announce(session, sandbox, audience))
                .replaceWithVoid();
    }

    private Uni<AudienceView> announce(Mutiny.Session session, Sandbox sandbox, Audience audience) {
        return session.flush()
                .map(flushed -> audience.view())
                .call(view -> outbox.append(session, sandbox, List.of(AudienceEvents.defined(view))));
    }

    private Uni<Audience> require(Mutiny.Session session, UUID id) {
        return audiences
                .find(session, id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("audience", id)));
    }

    private void requireRoom(long audienceCount) {
        if (audienceCount >= config.maxPerSandbox()) {
            throw new ProblemException(
                    AudienceError.TOO_MANY_AUDIENCES,
                    "Expected fewer than " + config.maxPerSandbox() + " audiences in the sandbox (AUD-04).");
        }
    }

    private static void refuseTaken(String name) {
        throw new ProblemException(
                AudienceError.AUDIENCE_NAME_TAKEN, "Expected a new name, but there is an audience '" + name + "'.");
    }
}

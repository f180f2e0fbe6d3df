package io.coterie.profile.relation;

import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores relations and has the records that carry them say what changed, in one transaction. */
@ApplicationScoped
public class RelationService {

    private final SandboxTransactions transactions;
    private final RelationRepository relations;
    private final Map<RelationKind, RelatedRecords> records = new EnumMap<>(RelationKind.class);
    private final Clock clock;

    RelationService(
            SandboxTransactions transactions,
            RelationRepository relations,
            @All List<RelatedRecords> records,
            Clock clock) {
        this.transactions = transactions;
        this.relations = relations;
        records.forEach(carrier -> this.records.put(carrier.kind(), carrier));
        this.clock = clock;
    }

    /** Stores relations, each key once. */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        return lockSubjects(connection, sandbox, kind, documents)
                .chain(() -> write(connection, sandbox, kind, documents))
                .replaceWith(Map.of());
    }

    /** Gives all relations of a person to another one, and has opportunities say so; the persons' states are the caller's. */
    public Uni<Void> give(SqlConnection connection, Sandbox sandbox, String from, String to) {
        String keyObject = XdmDocument.write(SourceKey.parse(to).keyObject());
        return withOpportunitiesOf(
                        connection,
                        sandbox,
                        from,
                        () -> relations.give(connection, sandbox, from, to, keyObject, clock.instant()))
                .replaceWithVoid();
    }

    /** Deletes all relations of a person, and has opportunities say so; answers how many they were. */
    public Uni<Integer> forget(SqlConnection connection, Sandbox sandbox, String personKey) {
        return withOpportunitiesOf(
                connection,
                sandbox,
                personKey,
                () -> relations.forget(connection, sandbox, personKey, clock.instant()));
    }

    private Uni<Integer> withOpportunitiesOf(
            SqlConnection connection, Sandbox sandbox, String personKey, Supplier<Uni<Integer>> change) {
        return relations
                .opportunitiesOf(connection, sandbox, personKey)
                .chain(opportunities -> opportunities.isEmpty()
                        ? change.get()
                        : carrier(RelationKind.OPPORTUNITY_PERSON)
                                .lock(connection, sandbox, opportunities)
                                .chain(() -> change.get())
                                .call(() -> carrier(RelationKind.OPPORTUNITY_PERSON)
                                        .changed(connection, sandbox, opportunities)));
    }

    Uni<Map<String, ProblemException>> storeChunk(
            Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        return transactions.inSandbox(sandbox, connection -> store(connection, sandbox, kind, documents));
    }

    Uni<StoredRelation> put(Sandbox sandbox, RelationKind kind, RelationDocument relation, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> lockSubjects(connection, sandbox, kind, List.of(relation))
                        .chain(() -> requireMatch(connection, sandbox, kind, relation.key(), ifMatch))
                        .chain(() -> write(connection, sandbox, kind, List.of(relation)))
                        .chain(changes -> require(connection, sandbox, kind, relation.key())
                                .map(view -> new StoredRelation(
                                        view, changes.stream().anyMatch(RelationChange::created)))));
    }

    Uni<RelationView> get(Sandbox sandbox, RelationKind kind, String key) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, kind, key));
    }

    Uni<List<RelationView>> page(Sandbox sandbox, RelationKind kind, String after, int limit) {
        return transactions.inSandbox(sandbox, connection -> relations.page(connection, sandbox, kind, after, limit));
    }

    Uni<Void> delete(Sandbox sandbox, RelationKind kind, String key, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> lockSubjects(connection, sandbox, kind, List.of(key), new HashSet<>())
                        .chain(() -> requireMatch(connection, sandbox, kind, key, ifMatch))
                        .chain(() -> relations.delete(connection, sandbox, kind, key, clock.instant()))
                        .map(change -> change.orElseThrow(() -> ProblemException.notFound("relation", key)))
                        .chain(change -> tell(connection, sandbox, kind, List.of(change))));
    }

    private Uni<List<RelationChange>> write(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        return relations
                .upsert(connection, sandbox, kind, documents, clock.instant())
                .call(changes -> tell(connection, sandbox, kind, changes));
    }

    private Uni<Void> lockSubjects(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        Set<String> entered =
                documents.stream().map(RelationDocument::subjectKey).collect(Collectors.toCollection(HashSet::new));
        List<String> keys = documents.stream().map(RelationDocument::key).toList();
        return lockSubjects(connection, sandbox, kind, keys, entered);
    }

    /** Subjects first, then relations: whoever writes a subject reads its relations in that order too. */
    private Uni<Void> lockSubjects(
            SqlConnection connection,
            Sandbox sandbox,
            RelationKind kind,
            Collection<String> relationKeys,
            Set<String> subjects) {
        return relations
                .subjects(connection, sandbox, kind, relationKeys)
                .invoke(subjects::addAll)
                .chain(() -> carrier(kind).lock(connection, sandbox, subjects));
    }

    private Uni<Void> tell(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationChange> changes) {
        Set<String> subjects =
                changes.stream().flatMap(change -> change.subjects().stream()).collect(Collectors.toSet());
        return subjects.isEmpty() ? Uni.createFrom().voidItem() : carrier(kind).changed(connection, sandbox, subjects);
    }

    private RelatedRecords carrier(RelationKind kind) {
        RelatedRecords carrier = records.get(kind);
        if (carrier == null) {
            throw new IllegalStateException("Expected records that carry relations of kind " + kind + ".");
        }
        return carrier;
    }

    private Uni<Void> requireMatch(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, String key, @Nullable String ifMatch) {
        if (EntityTags.expected(ifMatch) == null) {
            return Uni.createFrom().voidItem();
        }
        return relations
                .lock(connection, sandbox, kind, key)
                .invoke(found -> EntityTags.requireMatch(
                        ifMatch,
                        found.orElseThrow(() -> new ProblemException(
                                        GenericError.PRECONDITION_FAILED,
                                        "Expected relation '" + key + "', but there is none."))
                                .revision()))
                .replaceWithVoid();
    }

    private Uni<RelationView> require(SqlConnection connection, Sandbox sandbox, RelationKind kind, String key) {
        return relations
                .find(connection, sandbox, kind, key)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("relation", key)));
    }

    /**
     * A relation after it was put.
     *
     * @param created false when it was there before, changed or not
     */
    record StoredRelation(RelationView relation, boolean created) {}
}

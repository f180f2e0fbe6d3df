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

    /** Stores relations, each key once. One of a merged person becomes its winner's, whoever tells it. */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        return lock(connection, sandbox, kind, documents)
                .chain(present -> write(connection, sandbox, kind, present))
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
                connection -> lock(connection, sandbox, kind, List.of(relation))
                        .call(() -> requireMatch(connection, sandbox, kind, relation.key(), ifMatch))
                        .chain(present -> write(connection, sandbox, kind, present))
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
                connection -> lockSubjects(connection, sandbox, kind, List.of(key), Set.of())
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

    /**
     * Persons first, then opportunities, then relations: a merge takes them in that order too, and whoever writes a subject reads
     * its relations after it.
     *
     * @return the relations, of the persons that theirs turned out to be; nobody is merged until the transaction ends
     */
    private Uni<List<RelationDocument>> lock(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<RelationDocument> documents) {
        Set<String> persons =
                documents.stream().map(document -> document.personKey(kind)).collect(Collectors.toSet());
        List<String> keys = documents.stream().map(RelationDocument::key).toList();
        Uni<Map<String, String>> merged = switch (kind) {
            case ACCOUNT_PERSON -> lockSubjects(connection, sandbox, kind, keys, persons);
            case OPPORTUNITY_PERSON ->
                carrier(RelationKind.ACCOUNT_PERSON)
                        .lock(connection, sandbox, persons)
                        .call(() -> lockSubjects(connection, sandbox, kind, keys, subjects(documents)));
        };
        return merged.map(winners -> documents.stream()
                .map(document -> document.ofPresentPerson(kind, winners))
                .toList());
    }

    private static Set<String> subjects(Collection<RelationDocument> documents) {
        return documents.stream().map(RelationDocument::subjectKey).collect(Collectors.toSet());
    }

    /** Those that the relations belong to now, and those they will belong to. */
    private Uni<Map<String, String>> lockSubjects(
            SqlConnection connection,
            Sandbox sandbox,
            RelationKind kind,
            Collection<String> relationKeys,
            Set<String> entered) {
        return relations.subjects(connection, sandbox, kind, relationKeys).chain(left -> {
            Set<String> subjects = new HashSet<>(left);
            subjects.addAll(entered);
            return carrier(kind).lock(connection, sandbox, subjects);
        });
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

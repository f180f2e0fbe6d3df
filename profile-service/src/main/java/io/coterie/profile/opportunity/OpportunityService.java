package io.coterie.profile.opportunity;

import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.relation.Related;
import io.coterie.profile.relation.RelationKind;
import io.coterie.profile.relation.Relations;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores opportunities set-wise and says what changed, in one transaction. */
@ApplicationScoped
public class OpportunityService {

    private final SandboxTransactions transactions;
    private final OpportunityRepository opportunities;
    private final Relations relations;
    private final Outbox outbox;
    private final ChangedAccounts changedAccounts;
    private final Clock clock;

    OpportunityService(
            SandboxTransactions transactions,
            OpportunityRepository opportunities,
            Relations relations,
            Outbox outbox,
            ChangedAccounts changedAccounts,
            Clock clock) {
        this.transactions = transactions;
        this.opportunities = opportunities;
        this.relations = relations;
        this.outbox = outbox;
        this.changedAccounts = changedAccounts;
        this.clock = clock;
    }

    /** Stores opportunities, each key once. */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, Collection<OpportunityDocument> documents) {
        return upsert(connection, sandbox, documents).replaceWith(Map.of());
    }

    /** Documents of the opportunities of accounts, as JSON text, by account. */
    public Uni<Map<String, List<String>>> documentsOf(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return opportunities.documentsOf(connection, sandbox, accountKeys);
    }

    Uni<Map<String, ProblemException>> storeChunk(Sandbox sandbox, Collection<OpportunityDocument> documents) {
        return transactions.inSandbox(sandbox, connection -> store(connection, sandbox, documents));
    }

    Uni<StoredOpportunity> put(Sandbox sandbox, OpportunityDocument opportunity, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> requireMatch(connection, sandbox, opportunity.key(), ifMatch)
                        .chain(() -> upsert(connection, sandbox, List.of(opportunity)))
                        .chain(changes -> require(connection, sandbox, opportunity.key())
                                .map(view -> new StoredOpportunity(
                                        view, changes.stream().anyMatch(OpportunityChange::created)))));
    }

    Uni<OpportunityView> get(Sandbox sandbox, String key) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, key));
    }

    Uni<List<OpportunityView>> page(Sandbox sandbox, @Nullable String accountKey, String after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> opportunities
                        .page(connection, sandbox, accountKey, after, limit)
                        .chain(rows -> views(connection, sandbox, rows)));
    }

    Uni<Void> delete(Sandbox sandbox, String key, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> requireMatch(connection, sandbox, key, ifMatch)
                        .chain(() -> opportunities.delete(connection, sandbox, key, clock.instant()))
                        .map(deleted -> deleted.orElseThrow(() -> ProblemException.notFound("opportunity", key)))
                        .call(change -> outbox.append(
                                connection, sandbox, List.of(OpportunityEvents.deleted(key, change.revision()))))
                        .chain(change ->
                                changedAccounts.opportunitiesChanged(connection, sandbox, change.accountKeys())));
    }

    private Uni<List<OpportunityChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<OpportunityDocument> documents) {
        return opportunities
                .upsert(connection, sandbox, documents, clock.instant())
                .call(changes -> announce(connection, sandbox, documents, changes))
                .call(changes -> changedAccounts.opportunitiesChanged(connection, sandbox, accountKeys(changes)));
    }

    private Uni<Void> announce(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<OpportunityDocument> documents,
            List<OpportunityChange> changes) {
        Map<String, OpportunityDocument> byKey =
                documents.stream().collect(Collectors.toMap(OpportunityDocument::key, Function.identity()));
        return personsOf(
                        connection,
                        sandbox,
                        changes.stream().map(OpportunityChange::key).toList())
                .chain(persons -> {
                    List<OutgoingEvent> events = new ArrayList<>(changes.size());
                    for (OpportunityChange change : changes) {
                        OpportunityDocument document = byKey.get(change.key());
                        if (document != null) {
                            events.add(OpportunityEvents.changed(
                                    document.key(),
                                    document.accountKey(),
                                    document.json(),
                                    persons.getOrDefault(document.key(), List.of()),
                                    change.revision()));
                        }
                    }
                    return outbox.append(connection, sandbox, events);
                });
    }

    private Uni<Map<String, List<Related>>> personsOf(
            SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return relations.of(connection, sandbox, RelationKind.OPPORTUNITY_PERSON, keys);
    }

    private static Set<String> accountKeys(List<OpportunityChange> changes) {
        return changes.stream().flatMap(change -> change.accountKeys().stream()).collect(Collectors.toSet());
    }

    private Uni<Void> requireMatch(SqlConnection connection, Sandbox sandbox, String key, @Nullable String ifMatch) {
        if (EntityTags.expected(ifMatch) == null) {
            return Uni.createFrom().voidItem();
        }
        return opportunities
                .lock(connection, sandbox, key)
                .invoke(found -> EntityTags.requireMatch(
                        ifMatch,
                        found.orElseThrow(() -> new ProblemException(
                                        GenericError.PRECONDITION_FAILED,
                                        "Expected opportunity '" + key + "', but there is none."))
                                .revision()))
                .replaceWithVoid();
    }

    private Uni<OpportunityView> require(SqlConnection connection, Sandbox sandbox, String key) {
        return opportunities
                .find(connection, sandbox, key)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("opportunity", key)))
                .chain(row -> views(connection, sandbox, List.of(row)))
                .map(List::getFirst);
    }

    private Uni<List<OpportunityView>> views(SqlConnection connection, Sandbox sandbox, List<OpportunityRow> rows) {
        return personsOf(
                        connection,
                        sandbox,
                        rows.stream().map(OpportunityRow::key).toList())
                .map(persons -> rows.stream()
                        .map(row -> view(row, persons.getOrDefault(row.key(), List.of())))
                        .toList());
    }

    private static OpportunityView view(OpportunityRow row, List<Related> persons) {
        return new OpportunityView(
                row.key(),
                row.accountKey(),
                row.revision(),
                row.changedAt(),
                XdmDocument.written(row.json()),
                persons.stream()
                        .map(person -> new OpportunityView.PersonLink(
                                person.otherKey(),
                                person.roles().isEmpty() ? null : person.roles().getFirst()))
                        .toList());
    }

    /**
     * An opportunity after it was put.
     *
     * @param created false when it was there before, changed or not
     */
    record StoredOpportunity(OpportunityView opportunity, boolean created) {}
}

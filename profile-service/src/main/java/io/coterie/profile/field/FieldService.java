package io.coterie.profile.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** The fields of sandboxes: what documents may hold, what conditions may read, and what the other services learn of them. */
@ApplicationScoped
public class FieldService {

    private final SandboxTransactions transactions;
    private final FieldRepository fields;
    private final FieldUse use;
    private final Outbox outbox;
    private final FieldConfig config;
    private final Clock clock;

    /** One catalogue for each version of a sandbox's fields: it holds what conditions are compiled with. */
    private final Map<Integer, SandboxFields> latest = new ConcurrentHashMap<>();

    FieldService(
            SandboxTransactions transactions,
            FieldRepository fields,
            FieldUse use,
            Outbox outbox,
            FieldConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.fields = fields;
        this.use = use;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** The fields as the transaction sees them. */
    public Uni<SandboxFields> of(SqlConnection connection, Sandbox sandbox) {
        return fields.all(connection, sandbox).map(custom -> versioned(sandbox, custom));
    }

    /** As the other form, for work in a Hibernate Reactive session. */
    public Uni<SandboxFields> of(Mutiny.Session session, Sandbox sandbox) {
        return fields.all(session, sandbox).map(custom -> versioned(sandbox, custom));
    }

    /**
     * Holds what documents have beside the standard fields against the sandbox's own.
     *
     * @param customByKey the custom values of documents that have some, by key
     * @return why documents are refused, by key
     */
    public Uni<Map<String, ProblemException>> refusals(
            SqlConnection connection, Sandbox sandbox, RecordWithFields kind, Map<String, ObjectNode> customByKey) {
        if (customByKey.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return of(connection, sandbox).map(known -> {
            List<CustomField> ofKind = known.of(kind);
            Map<String, ProblemException> refused = new HashMap<>();
            customByKey.forEach((key, values) ->
                    CustomValues.refusal(ofKind, values).ifPresent(refusal -> refused.put(key, refusal)));
            return refused;
        });
    }

    Uni<SandboxFields> all(Sandbox sandbox) {
        return transactions.inSandbox(sandbox, connection -> of(connection, sandbox));
    }

    /** Makes the field what it is to be; answers whether it was not there before. */
    Uni<Boolean> put(Sandbox sandbox, CustomField field) {
        return transactions.inSandbox(
                sandbox,
                connection -> use.lock(connection, sandbox)
                        .chain(() -> of(connection, sandbox))
                        .chain(known -> change(connection, sandbox, field, known)));
    }

    Uni<Void> remove(Sandbox sandbox, RecordWithFields kind, String path) {
        return transactions.inSandbox(
                sandbox,
                connection -> use.lock(connection, sandbox)
                        .chain(() -> of(connection, sandbox))
                        .chain(known -> {
                            CustomField field = known.find(kind, path)
                                    .orElseThrow(() -> ProblemException.notFound("custom field", path));
                            return requireUnread(connection, sandbox, field, known);
                        })
                        .chain(() -> fields.remove(connection, sandbox, kind, path))
                        .chain(() -> publish(connection, sandbox, kind)));
    }

    private Uni<Boolean> change(SqlConnection connection, Sandbox sandbox, CustomField field, SandboxFields known) {
        Optional<CustomField> before = known.find(field.of(), field.path());
        if (before.equals(Optional.of(field))) {
            return Uni.createFrom().item(false);
        }
        requirePlace(field, known);
        boolean sameType = before.isEmpty() || before.get().type() == field.type();
        Uni<Void> allowed =
                sameType ? Uni.createFrom().voidItem() : requireUnread(connection, sandbox, before.get(), known);
        return allowed.chain(() -> fields.put(connection, sandbox, field, clock.instant()))
                .chain(() -> publish(connection, sandbox, field.of()))
                .replaceWith(before.isEmpty());
    }

    private void requirePlace(CustomField field, SandboxFields known) {
        known.custom().stream().filter(field::isInTheWayOf).findFirst().ifPresent(other -> {
            throw new ProblemException(
                    FieldError.FIELD_CONFLICTS,
                    "Expected a path beside '" + other.path() + "', not above or below it.");
        });
        if (known.find(field.of(), field.path()).isEmpty()
                && known.of(field.of()).size() >= config.maxPerRecord()) {
            throw new ProblemException(
                    FieldError.TOO_MANY_FIELDS,
                    "Expected fewer than " + config.maxPerRecord() + " custom fields (XDM-02).");
        }
    }

    /** D-05: what a live definition reads neither goes nor becomes something else. */
    private Uni<Void> requireUnread(SqlConnection connection, Sandbox sandbox, CustomField field, SandboxFields known) {
        return use.readers(connection, sandbox, new FieldRead(field.of().kind(), field.path()), known.catalogue())
                .invoke(readers -> {
                    if (!readers.isEmpty()) {
                        throw new ProblemException(
                                FieldError.FIELD_IN_USE,
                                "Expected a field that nothing reads, but these do: " + String.join(", ", readers)
                                        + " (D-05).");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> publish(SqlConnection connection, Sandbox sandbox, RecordWithFields kind) {
        return fields.revise(connection, sandbox, kind)
                .chain(revision -> fields.all(connection, sandbox)
                        .map(all -> SandboxFields.of(all).of(kind))
                        .chain(custom -> outbox.append(connection, sandbox, List.of(schema(kind, custom, revision)))));
    }

    private static OutgoingEvent schema(RecordWithFields kind, List<CustomField> custom, long revision) {
        List<PublishedField> published = custom.stream()
                .map(field -> new PublishedField(field.path(), field.type().text(), field.label()))
                .toList();
        DefinitionState definition = new DefinitionState(
                DefinitionState.SCHEMA,
                kind.text(),
                kind.text(),
                "live",
                ContractJson.mapper().valueToTree(Map.of("fields", published)));
        return OutgoingEvent.of(
                Topics.DEFINITIONS,
                DefinitionState.SCHEMA + "/" + kind.text(),
                EventTypes.DEFINITION_CHANGED,
                "fields/" + kind.text(),
                revision,
                definition);
    }

    private SandboxFields versioned(Sandbox sandbox, List<CustomField> custom) {
        SandboxFields known = latest.get(sandbox.id());
        if (known != null && known.custom().equals(custom)) {
            return known;
        }
        SandboxFields now = SandboxFields.of(custom);
        latest.put(sandbox.id(), now);
        return now;
    }

    /** A field as {@link DefinitionState#SCHEMA} says it. */
    private record PublishedField(String path, String type, String label) {}
}

package io.coterie.buyinggroup.weightingmodel;

import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes weighting models, each change with its publication in one transaction. */
@ApplicationScoped
class WeightingModelService {

    private final SandboxTransactions transactions;
    private final WeightingModelStatements statements;
    private final Instance<DefinitionUse> uses;
    private final Outbox outbox;
    private final Clock clock;

    WeightingModelService(
            SandboxTransactions transactions,
            WeightingModelStatements statements,
            Instance<DefinitionUse> uses,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.uses = uses;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Page<WeightingModelView>> list(Sandbox sandbox, ListPlace after, String namePrefix, int limit) {
        return transactions
                .inSandbox(
                        sandbox, connection -> statements.list(connection, sandbox.id(), after, namePrefix, limit + 1))
                .map(found -> Page.of(
                        found.stream().map(WeightingModelView::of).toList(),
                        limit,
                        view -> new ListPlace(view.updatedAt(), view.id()).sortKey()));
    }

    Uni<WeightingModel> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> statements.require(connection, sandbox.id(), id));
    }

    /** The only way to a new model (WGT-03). */
    Uni<WeightingModel> duplicate(Sandbox sandbox, String by, UUID id, DuplicateRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .require(connection, sandbox.id(), id)
                                .map(model -> model.duplicate(name, clock.instant(), by))
                                .chain(draft -> statements.insert(connection, sandbox.id(), draft))
                                .chain(draftId -> statements.require(connection, sandbox.id(), draftId))
                                .call(draft -> publish(connection, sandbox, draft))));
    }

    Uni<WeightingModel> update(
            Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, WeightingModelRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .requireForUpdate(connection, sandbox.id(), id)
                                .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                                .chain(model -> storeChanged(
                                        connection,
                                        sandbox,
                                        model,
                                        model.rewritten(name, request, clock.instant(), by)))));
    }

    /** The draft becomes active and the active one archived, at once; the next run weighs with it (WGT-05, WGT-12). */
    Uni<WeightingModel> activate(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .lockAll(connection, sandbox.id())
                        .chain(() -> statements.requireForUpdate(connection, sandbox.id(), id))
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .invoke(WeightingModel::requireDraft)
                        .call(() -> archiveActive(connection, sandbox, by))
                        .map(draft -> draft.activated(clock.instant(), by))
                        .call(activated -> store(connection, sandbox, activated)));
    }

    private Uni<Void> archiveActive(SqlConnection connection, Sandbox sandbox, String by) {
        return statements
                .active(connection, sandbox.id())
                .chain(active -> active.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : store(connection, sandbox, active.get().archived(clock.instant(), by)));
    }

    /** A draft always; an archived one unless a run was weighed with it (WGT-06). */
    Uni<Void> delete(Sandbox sandbox, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .invoke(WeightingModel::requireNotActive)
                        .call(() -> DefinitionUse.requireUnused(
                                uses, connection, sandbox.id(), DefinitionState.WEIGHTING_MODEL, id.toString()))
                        .call(() -> statements.delete(connection, sandbox.id(), id))
                        .call(model -> outbox.append(
                                connection,
                                sandbox,
                                List.of(DefinitionEvents.deleted(
                                        DefinitionState.WEIGHTING_MODEL,
                                        id.toString(),
                                        model.name(),
                                        model.revision() + 1))))
                        .replaceWithVoid());
    }

    /** Gives the sandbox its first model, unless it has one. */
    Uni<Void> begin(SqlConnection connection, Sandbox sandbox) {
        return statements
                .insertUnlessThere(connection, sandbox.id(), StandardModel.of(clock.instant()))
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : statements
                                .require(connection, sandbox.id(), id.get())
                                .chain(model -> publish(connection, sandbox, model)));
    }

    private Uni<WeightingModel> storeChanged(
            SqlConnection connection, Sandbox sandbox, WeightingModel draft, WeightingModel changed) {
        return changed.saysTheSame(draft)
                ? Uni.createFrom().item(draft)
                : store(connection, sandbox, changed).replaceWith(changed);
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, WeightingModel model) {
        return statements.update(connection, sandbox.id(), model).chain(() -> publish(connection, sandbox, model));
    }

    private Uni<Void> publish(SqlConnection connection, Sandbox sandbox, WeightingModel model) {
        return outbox.append(
                connection,
                sandbox,
                List.of(DefinitionEvents.changed(
                        DefinitionState.WEIGHTING_MODEL,
                        model.id().toString(),
                        model.name(),
                        model.status().shown(),
                        model.revision(),
                        WeightingModelView.of(model))));
    }
}

package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.Declared;
import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.definition.DefinitionViolations;
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

/** Writes stage models, each change with its publication in one transaction. */
@ApplicationScoped
class StageModelService {

    private final SandboxTransactions transactions;
    private final StageModelStatements statements;
    private final Instance<DefinitionUse> uses;
    private final Outbox outbox;
    private final Clock clock;

    StageModelService(
            SandboxTransactions transactions,
            StageModelStatements statements,
            Instance<DefinitionUse> uses,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.uses = uses;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Page<StageModelView>> list(Sandbox sandbox, ListPlace after, String namePrefix, int limit) {
        return transactions
                .inSandbox(
                        sandbox, connection -> statements.list(connection, sandbox.id(), after, namePrefix, limit + 1))
                .map(found -> Page.of(
                        found.stream().map(StageModelView::of).toList(),
                        limit,
                        view -> new ListPlace(view.updatedAt(), view.id()).sortKey()));
    }

    Uni<StageModel> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> statements.require(connection, sandbox.id(), id));
    }

    Uni<StageModel> create(Sandbox sandbox, String by, StageModelRequest request) {
        String name = DefinitionName.required(request.name());
        StageModel.StageDraft content = checked(request);
        return DefinitionName.unlessTaken(
                name, transactions.inSandbox(sandbox, connection -> insert(connection, sandbox, by, name, content)));
    }

    /**
     * Creates or changes the model of a name, so that models can be declared (architecture §5). Of a live one it writes
     * the draft of the next version.
     */
    Uni<Declared<StageModel>> declare(Sandbox sandbox, String by, String pathName, StageModelRequest request) {
        String name = DefinitionName.declared(pathName, request.name());
        StageModel.StageDraft content = checked(request);
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .findByNameForUpdate(connection, sandbox.id(), name)
                                .chain(found -> found.isPresent()
                                        ? rewrite(connection, sandbox, by, found.get(), content)
                                                .map(model -> new Declared<>(model, false))
                                        : insert(connection, sandbox, by, name, content)
                                                .map(model -> new Declared<>(model, true)))));
    }

    /** Changes what is a draft: the model itself, or the version after the live one. */
    Uni<StageModel> update(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, StageModelRequest request) {
        String name = DefinitionName.required(request.name());
        StageModel.StageDraft content = checked(request);
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .invoke(model -> model.requireName(name))
                        .invoke(StageModel::requireDraft)
                        .chain(model -> rewrite(connection, sandbox, by, model, content)));
    }

    /** Begins the next version of a live model as a copy of it; a model that has a draft keeps it. */
    Uni<StageModel> beginDraft(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .chain(model -> !model.live() || model.draft() != null
                                ? Uni.createFrom().item(model)
                                : store(connection, sandbox, model.rewritten(model.newest(), clock.instant(), by))));
    }

    Uni<Void> discardDraft(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .chain(model -> model.draft() == null
                                ? Uni.createFrom().item(model)
                                : store(connection, sandbox, model.withoutDraft(clock.instant(), by)))
                        .replaceWithVoid());
    }

    /** A draft always; a live one when no interest uses it (D-50). */
    Uni<Void> delete(Sandbox sandbox, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .call(() -> DefinitionUse.requireUnused(
                                uses, connection, sandbox.id(), DefinitionState.STAGE_MODEL, id.toString()))
                        .call(() -> statements.delete(connection, sandbox.id(), id))
                        .call(model -> outbox.append(
                                connection,
                                sandbox,
                                List.of(DefinitionEvents.deleted(
                                        DefinitionState.STAGE_MODEL,
                                        id.toString(),
                                        model.name(),
                                        model.revision() + 1))))
                        .replaceWithVoid());
    }

    private static StageModel.StageDraft checked(StageModelRequest request) {
        StageGraph graph = request.graph();
        DefinitionViolations.refuse(graph.violationsForSaving(), "Expected stages that can be saved.");
        return new StageModel.StageDraft(DefinitionName.description(request.description()), graph);
    }

    private Uni<StageModel> rewrite(
            SqlConnection connection, Sandbox sandbox, String by, StageModel known, StageModel.StageDraft content) {
        return known.isNewest(content)
                ? Uni.createFrom().item(known)
                : store(connection, sandbox, known.rewritten(content, clock.instant(), by));
    }

    private Uni<StageModel> insert(
            SqlConnection connection, Sandbox sandbox, String by, String name, StageModel.StageDraft content) {
        return statements
                .insert(connection, sandbox.id(), StageModel.begun(name, content, clock.instant(), by))
                .chain(id -> statements.require(connection, sandbox.id(), id))
                .call(model -> outbox.append(connection, sandbox, List.of(StageModelEvents.changed(model))));
    }

    private Uni<StageModel> store(SqlConnection connection, Sandbox sandbox, StageModel model) {
        return statements
                .update(connection, sandbox.id(), model)
                .chain(() -> outbox.append(connection, sandbox, List.of(StageModelEvents.changed(model))))
                .replaceWith(model);
    }
}

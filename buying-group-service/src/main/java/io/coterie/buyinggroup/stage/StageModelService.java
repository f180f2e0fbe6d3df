package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
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

    /** What a declaration under a name did. */
    record Declared(StageModel model, boolean created) {}

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
        StageGraph graph = checked(request);
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(sandbox, connection -> insert(connection, sandbox, by, name, request, graph)));
    }

    /** Creates or changes the model of a name, so that models can be declared (architecture §5). */
    Uni<Declared> declare(Sandbox sandbox, String by, String pathName, StageModelRequest request) {
        String name = DefinitionName.required(pathName);
        if (request.name() != null && !DefinitionName.same(request.name(), name)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/name", "Expected the name of the path, or none.");
        }
        StageGraph graph = checked(request);
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .findByNameForUpdate(connection, sandbox.id(), name)
                                .chain(found -> found.isPresent()
                                        ? redeclare(connection, sandbox, by, found.get(), request, graph)
                                                .map(model -> new Declared(model, false))
                                        : insert(connection, sandbox, by, name, request, graph)
                                                .map(model -> new Declared(model, true)))));
    }

    Uni<StageModel> update(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, StageModelRequest request) {
        String name = DefinitionName.required(request.name());
        StageGraph graph = checked(request);
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .requireForUpdate(connection, sandbox.id(), id)
                                .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                                .map(StageModelService::draft)
                                .map(draft -> changed(draft, by, name, request, graph))
                                .call(model -> store(connection, sandbox, model))));
    }

    Uni<StageModel> publish(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .chain(model -> model.live()
                                ? Uni.createFrom().item(model)
                                : Uni.createFrom()
                                        .item(published(model, by))
                                        .call(live -> store(connection, sandbox, live))));
    }

    /** A draft always; a live one when no interest uses it (D-50). */
    Uni<Void> delete(Sandbox sandbox, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .call(() -> DefinitionUse.requireUnused(
                                uses, connection, DefinitionState.STAGE_MODEL, id.toString()))
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

    private static StageGraph checked(StageModelRequest request) {
        StageGraph graph = request.graph();
        refuse(graph.violationsForSaving(), "Expected stages that can be saved.");
        return graph;
    }

    private Uni<StageModel> redeclare(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            StageModel known,
            StageModelRequest request,
            StageGraph graph) {
        if (known.saysTheSame(DefinitionName.description(request.description()), graph)) {
            return Uni.createFrom().item(known);
        }
        StageModel model = changed(draft(known), by, known.name(), request, graph);
        return store(connection, sandbox, model).replaceWith(model);
    }

    private Uni<StageModel> insert(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            String name,
            StageModelRequest request,
            StageGraph graph) {
        StageModel fresh = new StageModel(
                new UUID(0, 0),
                name,
                DefinitionName.description(request.description()),
                false,
                graph,
                1,
                Trace.begun(clock.instant(), by),
                null,
                null);
        return statements
                .insert(connection, sandbox.id(), fresh)
                .chain(id -> statements.require(connection, sandbox.id(), id))
                .call(model -> publishState(connection, sandbox, model));
    }

    private StageModel changed(StageModel draft, String by, String name, StageModelRequest request, StageGraph graph) {
        return new StageModel(
                draft.id(),
                name,
                DefinitionName.description(request.description()),
                false,
                graph,
                draft.revision() + 1,
                draft.trace().updated(clock.instant(), by),
                null,
                null);
    }

    private StageModel published(StageModel draft, String by) {
        refuse(draft.graph().violationsForPublishing(), "Expected a model that can be published.");
        return new StageModel(
                draft.id(),
                draft.name(),
                draft.description(),
                true,
                draft.graph(),
                draft.revision() + 1,
                draft.trace().updated(clock.instant(), by),
                clock.instant(),
                by);
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, StageModel model) {
        return statements.update(connection, sandbox.id(), model).chain(() -> publishState(connection, sandbox, model));
    }

    private Uni<Void> publishState(SqlConnection connection, Sandbox sandbox, StageModel model) {
        return outbox.append(
                connection,
                sandbox,
                List.of(DefinitionEvents.changed(
                        DefinitionState.STAGE_MODEL,
                        model.id().toString(),
                        model.name(),
                        model.status(),
                        model.revision(),
                        StageModelView.of(model))));
    }

    private static StageModel draft(StageModel model) {
        if (model.live()) {
            throw new ProblemException(
                    DefinitionError.DEFINITION_IS_LIVE,
                    "Expected a draft, but the stage model '" + model.name() + "' is live (STG-08).");
        }
        return model;
    }

    private static void refuse(List<Violation> violations, String detail) {
        if (!violations.isEmpty()) {
            throw new ProblemException(GenericError.INVALID_DEFINITION, detail, violations);
        }
    }
}

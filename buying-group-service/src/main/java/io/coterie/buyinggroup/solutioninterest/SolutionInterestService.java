package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.Declared;
import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.rolestemplate.RolesTemplate;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageModel;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes solution interests, each change with its publication in one transaction. */
@ApplicationScoped
class SolutionInterestService {

    private final SandboxTransactions transactions;
    private final SolutionInterestStatements statements;
    private final InterestReferences references;
    private final InterestStages stages;
    private final Outbox outbox;
    private final Clock clock;

    SolutionInterestService(
            SandboxTransactions transactions,
            SolutionInterestStatements statements,
            InterestReferences references,
            InterestStages stages,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.references = references;
        this.stages = stages;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Page<ListedInterestView>> list(Sandbox sandbox, ListPlace after, String namePrefix, int limit) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> statements
                                .list(connection, sandbox.id(), after, namePrefix, limit + 1)
                                .chain(found -> references.listed(connection, sandbox, found)))
                .map(found -> Page.of(
                        found,
                        limit,
                        view -> new ListPlace(
                                        view.interest().updatedAt(),
                                        view.interest().id())
                                .sortKey()));
    }

    Uni<SolutionInterest> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> statements.require(connection, sandbox.id(), id));
    }

    Uni<SolutionInterest> create(Sandbox sandbox, String by, SolutionInterestRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name, transactions.inSandbox(sandbox, connection -> insert(connection, sandbox, by, name, request)));
    }

    /** Creates or changes the interest of a name, so that interests can be declared (architecture §5). */
    Uni<Declared<SolutionInterest>> declare(
            Sandbox sandbox, String by, String pathName, SolutionInterestRequest request) {
        String name = DefinitionName.declared(pathName, request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .findByName(connection, sandbox.id(), name)
                                .chain(found -> found.isPresent()
                                        ? change(
                                                        connection,
                                                        sandbox,
                                                        by,
                                                        found.get().id(),
                                                        request)
                                                .map(interest -> new Declared<>(interest, false))
                                        : insert(connection, sandbox, by, name, request)
                                                .map(interest -> new Declared<>(interest, true)))));
    }

    /** An interest keeps the name by which a journey that is not over finds it. */
    Uni<SolutionInterest> update(
            Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, SolutionInterestRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> stages.lockModel(connection, sandbox, request)
                                .chain(model -> statements
                                        .requireForUpdate(connection, sandbox.id(), id)
                                        .invoke(interest -> EntityTags.requireMatch(ifMatch, interest.revision()))
                                        .call(interest -> interest.name().equals(name)
                                                ? Uni.createFrom().voidItem()
                                                : references.requireStillFound(connection, sandbox, interest, name))
                                        .chain(interest ->
                                                change(connection, sandbox, by, interest, name, request, model)))));
    }

    /**
     * Deletes an interest nothing depends on (SI-06).
     *
     * @param cascade deletes its buying groups too; without it they prevent the deletion (D-23)
     */
    Uni<Void> delete(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, boolean cascade) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(interest -> EntityTags.requireMatch(ifMatch, interest.revision()))
                        .call(() -> references.requireUnused(connection, sandbox, id))
                        .call(() -> cascade ? Uni.createFrom().voidItem() : requireNoGroups(connection, sandbox, id))
                        .map(interest -> interest.gone(clock.instant(), by))
                        .call(interest -> statements.update(connection, sandbox.id(), interest))
                        .call(interest -> outbox.append(
                                connection,
                                sandbox,
                                List.of(DefinitionEvents.deleted(
                                        DefinitionState.SOLUTION_INTEREST,
                                        id.toString(),
                                        interest.name(),
                                        interest.revision()))))
                        .call(() -> references.tellFollowers(connection, sandbox, id))
                        .replaceWithVoid());
    }

    private Uni<Void> requireNoGroups(SqlConnection connection, Sandbox sandbox, UUID id) {
        return references
                .groupCount(connection, sandbox.id(), id)
                .invoke(count -> {
                    if (count > 0) {
                        throw new ProblemException(
                                SolutionInterestError.GROUPS_EXIST,
                                "Expected a solution interest without buying groups, but it has " + count
                                        + "; say cascade=true to delete them too.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<SolutionInterest> insert(
            SqlConnection connection, Sandbox sandbox, String by, String name, SolutionInterestRequest request) {
        UUID templateId = request.rolesTemplate();
        if (templateId == null) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/rolesTemplate", "Expected the id of a live roles template.");
        }
        return references
                .requireTemplate(connection, sandbox, templateId)
                .chain(template -> stages.lockModel(connection, sandbox, request)
                        .chain(model -> insert(connection, sandbox, by, name, template, request, model)));
    }

    private Uni<SolutionInterest> insert(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            String name,
            RolesTemplate template,
            SolutionInterestRequest request,
            Optional<StageModel> model) {
        Optional<StageChange> begin = InterestStages.begin(model, clock.instant(), by);
        QualificationRule rule = Qualifications.rule(request.qualification(), template, model);
        SolutionInterest fresh = SolutionInterest.begun(name, request, template.id(), begin, rule, clock.instant(), by);
        return statements
                .insert(connection, sandbox.id(), fresh)
                .call(id -> stages.note(connection, sandbox, id, begin))
                .chain(id -> statements.require(connection, sandbox.id(), id))
                .call(interest -> outbox.append(connection, sandbox, List.of(InterestEvents.changed(interest))));
    }

    private Uni<SolutionInterest> change(
            SqlConnection connection, Sandbox sandbox, String by, UUID id, SolutionInterestRequest request) {
        return stages.lockModel(connection, sandbox, request)
                .chain(model -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .chain(known -> change(connection, sandbox, by, known, known.name(), request, model)));
    }

    private Uni<SolutionInterest> change(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            SolutionInterest known,
            String name,
            SolutionInterestRequest request,
            Optional<StageModel> model) {
        known.requireTemplate(request.rolesTemplate());
        return references
                .requireTemplate(connection, sandbox, known.templateId())
                .map(template -> Optional.ofNullable(Qualifications.rule(request.qualification(), template, model)))
                .chain(rule -> stages.change(connection, sandbox, known, model, request.stageMap(), by)
                        .chain(stageChange -> store(
                                connection,
                                sandbox,
                                known,
                                known.rewritten(name, request, stageChange, rule.orElse(null), clock.instant(), by),
                                stageChange)));
    }

    private Uni<SolutionInterest> store(
            SqlConnection connection,
            Sandbox sandbox,
            SolutionInterest known,
            SolutionInterest changed,
            Optional<StageChange> stageChange) {
        if (known.saysTheSameAs(changed)) {
            return Uni.createFrom().item(known);
        }
        return statements
                .update(connection, sandbox.id(), changed)
                .chain(() -> stages.note(connection, sandbox, changed.id(), stageChange))
                .chain(() -> outbox.append(connection, sandbox, List.of(InterestEvents.changed(changed))))
                .chain(() -> references.tellFollowers(connection, sandbox, changed.id()))
                .replaceWith(changed);
    }
}

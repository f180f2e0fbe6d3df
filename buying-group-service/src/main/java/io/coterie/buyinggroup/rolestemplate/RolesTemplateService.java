package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.Declared;
import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.definition.DefinitionViolations;
import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.buyinggroup.field.SandboxFields;
import io.coterie.buyinggroup.role.RoleService;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
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

/** Writes roles templates, each change with its publication in one transaction. */
@ApplicationScoped
class RolesTemplateService {

    private final SandboxTransactions transactions;
    private final RolesTemplateStatements statements;
    private final RoleService roles;
    private final SandboxFields fields;
    private final EventHistory history;
    private final Instance<DefinitionUse> uses;
    private final Outbox outbox;
    private final Clock clock;

    RolesTemplateService(
            SandboxTransactions transactions,
            RolesTemplateStatements statements,
            RoleService roles,
            SandboxFields fields,
            EventHistory history,
            Instance<DefinitionUse> uses,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.roles = roles;
        this.fields = fields;
        this.history = history;
        this.uses = uses;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<RolesTemplate> create(Sandbox sandbox, String by, RolesTemplateRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> checked(connection, sandbox, request)
                                .chain(cards -> insert(connection, sandbox, by, name, request.description(), cards))));
    }

    /** Creates or changes the template of a name, so that templates can be declared (architecture §5). */
    Uni<Declared<RolesTemplate>> declare(Sandbox sandbox, String by, String pathName, RolesTemplateRequest request) {
        String name = DefinitionName.declared(pathName, request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> checked(connection, sandbox, request)
                                .chain(cards -> statements
                                        .findByNameForUpdate(connection, sandbox.id(), name)
                                        .chain(found -> found.isPresent()
                                                ? redeclare(connection, sandbox, by, found.get(), request, cards)
                                                        .map(template -> new Declared<>(template, false))
                                                : insert(connection, sandbox, by, name, request.description(), cards)
                                                        .map(template -> new Declared<>(template, true))))));
    }

    Uni<RolesTemplate> update(
            Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, RolesTemplateRequest request) {
        String name = DefinitionName.required(request.name());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> checked(connection, sandbox, request)
                                .chain(cards -> statements
                                        .requireForUpdate(connection, sandbox.id(), id)
                                        .invoke(template -> EntityTags.requireMatch(ifMatch, template.revision()))
                                        .map(template -> template.rewritten(
                                                name, request.description(), cards, clock.instant(), by))
                                        .call(template -> store(connection, sandbox, template)))));
    }

    /**
     * A draft with the same roles, because a live template does not change (D-17). None of them goes meanwhile (D-16).
     */
    Uni<RolesTemplate> duplicate(Sandbox sandbox, String by, UUID id, DuplicateRequest request) {
        return transactions.inSandbox(
                sandbox,
                connection -> roles.namesForShare(connection, sandbox)
                        .chain(() -> statements.require(connection, sandbox.id(), id))
                        .chain(template -> {
                            String name = request.nameOr(template.name() + " copy");
                            return DefinitionName.unlessTaken(
                                    name,
                                    insert(connection, sandbox, by, name, template.description(), template.roles()));
                        }));
    }

    Uni<RolesTemplate> publish(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(template -> EntityTags.requireMatch(ifMatch, template.revision()))
                        .chain(template -> template.live()
                                ? Uni.createFrom().item(template)
                                : fields.catalogue(connection, sandbox.id())
                                        .map(catalogue -> template.published(catalogue, clock.instant(), by))
                                        .call(live -> store(connection, sandbox, live))));
    }

    Uni<Void> delete(Sandbox sandbox, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(template -> EntityTags.requireMatch(ifMatch, template.revision()))
                        .invoke(RolesTemplate::requireDraft)
                        .call(() -> DefinitionUse.requireUnused(
                                uses, connection, sandbox.id(), DefinitionState.ROLES_TEMPLATE, id.toString()))
                        .call(() -> statements.delete(connection, sandbox.id(), id))
                        .call(draft -> outbox.append(
                                connection,
                                sandbox,
                                List.of(DefinitionEvents.deleted(
                                        DefinitionState.ROLES_TEMPLATE,
                                        id.toString(),
                                        draft.name(),
                                        draft.revision() + 1))))
                        .replaceWithVoid());
    }

    private Uni<List<TemplateRole>> checked(SqlConnection connection, Sandbox sandbox, RolesTemplateRequest request) {
        return fields.catalogue(connection, sandbox.id())
                .chain(catalogue -> roles.namesForShare(connection, sandbox).map(known -> {
                    TemplateCheck check = TemplateCheck.ofRequest(request, known, catalogue, history.mostPerPerson());
                    DefinitionViolations.refuse(check.violations(), "Expected roles that can be saved.");
                    return check.roles();
                }));
    }

    private Uni<RolesTemplate> redeclare(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            RolesTemplate known,
            RolesTemplateRequest request,
            List<TemplateRole> cards) {
        if (known.saysTheSame(DefinitionName.description(request.description()), cards)) {
            return Uni.createFrom().item(known);
        }
        RolesTemplate template = known.rewritten(known.name(), request.description(), cards, clock.instant(), by);
        return store(connection, sandbox, template).replaceWith(template);
    }

    private Uni<RolesTemplate> insert(
            SqlConnection connection,
            Sandbox sandbox,
            String by,
            String name,
            @Nullable String description,
            List<TemplateRole> cards) {
        return statements
                .insert(connection, sandbox.id(), RolesTemplate.begun(name, description, cards, clock.instant(), by))
                .chain(id -> statements.require(connection, sandbox.id(), id))
                .call(template -> publishState(connection, sandbox, template));
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, RolesTemplate template) {
        return statements
                .update(connection, sandbox.id(), template)
                .chain(() -> publishState(connection, sandbox, template));
    }

    private Uni<Void> publishState(SqlConnection connection, Sandbox sandbox, RolesTemplate template) {
        return outbox.append(
                connection,
                sandbox,
                List.of(DefinitionEvents.changed(
                        DefinitionState.ROLES_TEMPLATE,
                        template.id().toString(),
                        template.name(),
                        template.status(),
                        template.revision(),
                        RolesTemplateView.of(template))));
    }
}

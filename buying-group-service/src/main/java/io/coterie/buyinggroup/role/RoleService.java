package io.coterie.buyinggroup.role;

import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles of a sandbox: six fixed ones, and at most fourteen of its own (ROL-03). */
@ApplicationScoped
public class RoleService {

    private static final int MOST = 20;

    private static final String NOBODY = "";

    private final SandboxTransactions transactions;
    private final RoleStatements statements;
    private final Instance<DefinitionUse> uses;
    private final Clock clock;

    RoleService(
            SandboxTransactions transactions, RoleStatements statements, Instance<DefinitionUse> uses, Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.uses = uses;
        this.clock = clock;
    }

    Uni<List<RoleView>> list(Sandbox sandbox) {
        return transactions
                .inSandbox(sandbox, connection -> statements.list(connection, sandbox.id()))
                .map(RoleService::withFixed);
    }

    Uni<RoleView> read(Sandbox sandbox, String id) {
        return FixedRole.withId(id)
                .map(role -> Uni.createFrom().item(RoleView.of(role)))
                .orElseGet(() -> transactions.inSandbox(
                        sandbox,
                        connection ->
                                statements.require(connection, sandbox.id(), id).map(CustomRole::view)));
    }

    Uni<RoleView> create(Sandbox sandbox, String by, RoleRequest request) {
        String name = freeOfFixed(DefinitionName.required(request.name()));
        String description = DefinitionName.description(request.description());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> requireRoom(connection, sandbox)
                                .chain(() -> requireFree(connection, sandbox, name, NOBODY))
                                .map(free -> CustomRole.begun(name, description, clock.instant(), by))
                                .call(role -> statements.insert(connection, sandbox.id(), role))
                                .map(CustomRole::view)));
    }

    /** A role that is used keeps its name, because live templates, which never change, name it. */
    Uni<RoleView> update(Sandbox sandbox, String by, String id, @Nullable String ifMatch, RoleRequest request) {
        refuseFixed(id);
        String name = freeOfFixed(DefinitionName.required(request.name()));
        String description = DefinitionName.description(request.description());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSandbox(
                        sandbox,
                        connection -> statements
                                .requireForUpdate(connection, sandbox.id(), id)
                                .invoke(role -> EntityTags.requireMatch(ifMatch, role.revision()))
                                .call(role -> role.name().equals(name)
                                        ? Uni.createFrom().voidItem()
                                        : requireUnused(connection, sandbox, role))
                                .call(() -> requireFree(connection, sandbox, name, id))
                                .map(role -> role.changed(name, description, clock.instant(), by))
                                .call(role -> statements.update(connection, sandbox.id(), role))
                                .map(CustomRole::view)));
    }

    Uni<Void> delete(Sandbox sandbox, String id, @Nullable String ifMatch) {
        refuseFixed(id);
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(role -> EntityTags.requireMatch(ifMatch, role.revision()))
                        .call(role -> requireUnused(connection, sandbox, role))
                        .chain(role -> statements.delete(connection, sandbox.id(), role)));
    }

    /** The names of all roles, as they are spelt; each stays until the transaction ends, so a template can name it. */
    public Uni<List<String>> namesForShare(SqlConnection connection, Sandbox sandbox) {
        return statements.namesForShare(connection, sandbox.id()).map(custom -> {
            List<String> names = new ArrayList<>();
            Arrays.stream(FixedRole.values()).map(FixedRole::title).forEach(names::add);
            names.addAll(custom);
            return names;
        });
    }

    private Uni<Void> requireUnused(SqlConnection connection, Sandbox sandbox, CustomRole role) {
        return DefinitionUse.requireUnused(uses, connection, sandbox.id(), DefinitionUse.ROLE, role.name());
    }

    /** Asked first, because a violated index is an error to the database's log, and this is none. */
    private Uni<Void> requireFree(SqlConnection connection, Sandbox sandbox, String name, String exceptId) {
        return statements
                .isTaken(connection, sandbox.id(), name, exceptId)
                .invoke(taken -> {
                    if (taken) {
                        throw DefinitionName.taken(name);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireRoom(SqlConnection connection, Sandbox sandbox) {
        return statements
                .countAlone(connection, sandbox.id())
                .invoke(count -> {
                    if (count + FixedRole.values().length >= MOST) {
                        throw new ProblemException(
                                RoleError.TOO_MANY_ROLES,
                                "Expected at most " + MOST + " roles, the six default ones included.");
                    }
                })
                .replaceWithVoid();
    }

    private static String freeOfFixed(String name) {
        if (FixedRole.named(name).isPresent()) {
            throw DefinitionName.taken(name);
        }
        return name;
    }

    private static void refuseFixed(String id) {
        FixedRole.withId(id).ifPresent(role -> {
            throw new ProblemException(
                    RoleError.ROLE_IS_FIXED, "Expected a custom role, but '" + role.title() + "' is a default one.");
        });
    }

    private static List<RoleView> withFixed(List<CustomRole> custom) {
        List<RoleView> views = new ArrayList<>();
        Arrays.stream(FixedRole.values()).map(RoleView::of).forEach(views::add);
        custom.stream().map(CustomRole::view).forEach(views::add);
        return views;
    }
}

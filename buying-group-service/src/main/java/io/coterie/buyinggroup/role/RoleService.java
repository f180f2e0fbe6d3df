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
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The roles of a sandbox: six fixed ones, and at most fourteen of its own (ROL-03). */
@ApplicationScoped
public class RoleService {

    private static final int MOST = 20;
    /** Names the lock under which a sandbox counts its roles; any number nothing else of this service uses. */
    private static final int COUNTING = 4201;

    private static final String NOBODY = "";

    private final SandboxTransactions transactions;
    private final Instance<DefinitionUse> uses;
    private final Clock clock;

    RoleService(SandboxTransactions transactions, Instance<DefinitionUse> uses, Clock clock) {
        this.transactions = transactions;
        this.uses = uses;
        this.clock = clock;
    }

    Uni<List<RoleView>> list(Sandbox sandbox) {
        return transactions
                .inSession(
                        sandbox,
                        session -> session.createSelectionQuery(
                                        "from CustomRole order by lower(name)", CustomRole.class)
                                .getResultList())
                .map(RoleService::withFixed);
    }

    Uni<RoleView> read(Sandbox sandbox, String id) {
        return FixedRole.withId(id)
                .map(role -> Uni.createFrom().item(RoleView.of(role)))
                .orElseGet(() -> transactions.inSession(
                        sandbox, session -> require(session, id).map(CustomRole::view)));
    }

    Uni<RoleView> create(Sandbox sandbox, String by, RoleRequest request) {
        String name = freeOfFixed(DefinitionName.required(request.name()));
        String description = DefinitionName.description(request.description());
        return DefinitionName.unlessTaken(
                name,
                transactions.inSession(
                        sandbox,
                        session -> requireRoom(session, sandbox)
                                .chain(() -> requireFree(session, name, NOBODY))
                                .map(room -> new CustomRole(sandbox.id(), name, description, clock.instant(), by))
                                .call(session::persist)
                                .call(session::flush)
                                .map(CustomRole::view)));
    }

    /** A role that is used keeps its name, because live templates, which never change, name it. */
    Uni<RoleView> update(Sandbox sandbox, String by, String id, @Nullable String ifMatch, RoleRequest request) {
        refuseFixed(id);
        String name = freeOfFixed(DefinitionName.required(request.name()));
        String description = DefinitionName.description(request.description());
        return nameOf(sandbox, id)
                .call(known -> known.equals(name) ? Uni.createFrom().voidItem() : requireUnused(sandbox, known))
                .chain(known -> DefinitionName.unlessTaken(
                        name,
                        transactions.inSession(
                                sandbox,
                                session -> requireFree(session, name, id)
                                        .chain(() -> require(session, id))
                                        .invoke(role -> EntityTags.requireMatch(ifMatch, role.revision()))
                                        .invoke(role -> role.change(name, description, clock.instant(), by))
                                        .call(session::flush)
                                        .map(CustomRole::view))));
    }

    Uni<Void> delete(Sandbox sandbox, String id, @Nullable String ifMatch) {
        refuseFixed(id);
        return nameOf(sandbox, id)
                .call(name -> requireUnused(sandbox, name))
                .chain(name -> transactions.inSession(
                        sandbox,
                        session -> require(session, id)
                                .invoke(role -> EntityTags.requireMatch(ifMatch, role.revision()))
                                .call(session::remove)
                                .replaceWithVoid()));
    }

    private Uni<String> nameOf(Sandbox sandbox, String id) {
        return transactions.inSession(sandbox, session -> require(session, id).map(CustomRole::name));
    }

    /** The names of all roles, as they are spelt; the connection has entered the sandbox. */
    public Uni<List<String>> names(SqlConnection connection) {
        return connection
                .preparedQuery("select name from custom_role order by name")
                .execute()
                .map(rows -> {
                    List<String> names = new ArrayList<>();
                    Arrays.stream(FixedRole.values()).map(FixedRole::title).forEach(names::add);
                    rows.forEach(row -> names.add(row.getString("name")));
                    return names;
                });
    }

    private Uni<Void> requireUnused(Sandbox sandbox, String name) {
        return transactions.inSandbox(
                sandbox, connection -> DefinitionUse.requireUnused(uses, connection, DefinitionUse.ROLE, name));
    }

    private static Uni<CustomRole> require(Mutiny.Session session, String id) {
        return session.createSelectionQuery("from CustomRole where cast(id as string) = :id", CustomRole.class)
                .setParameter("id", id)
                .getResultList()
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("a role", id)));
    }

    /** Asked first, because a violated index is an error to the database's log, and this is none. */
    private static Uni<Void> requireFree(Mutiny.Session session, String name, String exceptId) {
        return session.createSelectionQuery(
                        "from CustomRole where lower(name) = lower(:name) and cast(id as string) <> :id",
                        CustomRole.class)
                .setParameter("name", name)
                .setParameter("id", exceptId)
                .getResultList()
                .invoke(others -> {
                    if (!others.isEmpty()) {
                        throw DefinitionName.taken(name);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireRoom(Mutiny.Session session, Sandbox sandbox) {
        return session.createNativeQuery("select 1 from pg_advisory_xact_lock(:what, :sandbox)", Integer.class)
                .setParameter("what", COUNTING)
                .setParameter("sandbox", sandbox.id())
                .getSingleResult()
                .chain(() -> session.createSelectionQuery("select count(*) from CustomRole", Long.class)
                        .getSingleResult())
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

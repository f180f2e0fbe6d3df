package io.coterie.buyinggroup.byhand;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.groupstore.GroupRulesReader;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.groupview.GroupReader;
import io.coterie.buyinggroup.groupview.GroupView;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes one group because somebody asked for it: locks its account, loads it, lets it be edited, and stores it. */
@ApplicationScoped
class GroupChanges {

    private final SandboxTransactions transactions;
    private final GroupStatements statements;
    private final GroupStore store;
    private final GroupReader reader;
    private final GroupRulesReader rules;
    private final SubjectLocks locks;
    private final Clock clock;

    GroupChanges(
            SandboxTransactions transactions,
            GroupStatements statements,
            GroupStore store,
            GroupReader reader,
            GroupRulesReader rules,
            SubjectLocks locks,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.store = store;
        this.reader = reader;
        this.rules = rules;
        this.locks = locks;
        this.clock = clock;
    }

    /** A group under its account's lock. */
    record Editable(BuyingGroup group, SolutionInterest interest, CompiledTemplate template, GroupEdit edit) {}

    /** Runs the edit and stores what it changed; answers the group as it is afterwards. */
    Uni<GroupView> change(
            Sandbox sandbox, UUID id, @Nullable String ifMatch, BiFunction<SqlConnection, Editable, Uni<Void>> edit) {
        return transactions.inSandbox(
                sandbox,
                connection -> locked(connection, sandbox, id)
                        .invoke(group -> EntityTags.requireMatch(ifMatch, group.revision()))
                        .chain(group -> editable(connection, sandbox, group))
                        .call(editable -> edit.apply(connection, editable))
                        .call(editable -> store(connection, sandbox, editable))
                        .chain(() -> reader.view(connection, sandbox, id)));
    }

    /** The account is known only from the group, which is read when its account is locked. */
    private Uni<BuyingGroup> locked(SqlConnection connection, Sandbox sandbox, UUID id) {
        return statements
                .accountOf(connection, sandbox.id(), id)
                .map(account -> account.orElseThrow(() -> ProblemException.notFound("a buying group", id)))
                .call(account -> locks.lock(connection, sandbox, List.of(account)))
                .chain(() -> statements.byIds(connection, sandbox.id(), List.of(id)))
                .map(found -> found.stream()
                        .filter(group -> !group.deleted())
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }

    private Uni<Editable> editable(SqlConnection connection, Sandbox sandbox, BuyingGroup group) {
        return rules.byIds(connection, sandbox.id(), List.of(group.interestId()), List.of(group))
                .map(known -> Objects.requireNonNull(known.get(group.interestId()), "a group has an interest"))
                .map(known -> new Editable(
                        group,
                        known.interest(),
                        known.template(),
                        GroupEdit.of(group, known.groupRules(), clock.instant())));
    }

    private Uni<Void> store(SqlConnection connection, Sandbox sandbox, Editable editable) {
        return editable.edit()
                .finish()
                .map(change -> store.write(
                        connection, sandbox, List.of(new GroupStore.Entry(change, editable.interest(), null, null))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
